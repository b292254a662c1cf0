import i18next from "i18next";
import type { Text } from "#shared/kernel/http/locale.ts";

/** A file that is not sent at all; trying again cannot help. The message is in the page's language. */
export class FileRefused extends Error {
  constructor({ zh, en }: Text) {
    super(i18next.language.startsWith("zh") ? zh : en);
    this.name = "FileRefused";
  }
}
