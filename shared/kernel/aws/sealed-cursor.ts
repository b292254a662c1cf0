import { openText, sealText } from "#shared/kernel/machine-keys/sealed-text.ts";
import { decodeCursor } from "./cursor.ts";
import type { SecretTexts } from "./secret.ts";

const purpose = "page marks";

/**
 * Page marks of lists that everybody reads: a table's keys would tell more than the list does. The same key has the same
 * mark, so that answers can be kept by caches. A mark that was given before a rotation is still taken.
 */
export function sealedCursors(secrets: SecretTexts) {
  return {
    async seal(key: Record<string, unknown> | undefined): Promise<string | null> {
      const [secret = ""] = key ? await secrets() : [];
      return key ? sealText(secret, purpose, JSON.stringify(key)) : null;
    },
    /** Undefined for what is none of ours. */
    async open(cursor: string): Promise<Record<string, string> | undefined> {
      const text = openText(await secrets(), purpose, cursor);
      return text === undefined ? undefined : decodeCursor(Buffer.from(text).toString("base64url"));
    },
  };
}
export type SealedCursors = ReturnType<typeof sealedCursors>;
