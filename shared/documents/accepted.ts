import type { Text } from "#shared/kernel/http/locale.ts";

/** What a citizen may hand in, and how large: photographs and scans from a phone, and what other offices issue. */
export const acceptedTypes = ["application/pdf", "application/ofd", "image/jpeg", "image/png"] as const;
export type AcceptedType = (typeof acceptedTypes)[number];
/** The extension that each is saved with. */
export const extensionOf: Record<AcceptedType, string> = {
  "application/pdf": "pdf",
  "application/ofd": "ofd",
  "image/jpeg": "jpg",
  "image/png": "png",
};
export const maxDocumentBytes = 20 * 1024 * 1024;

export const emptyFile: Text = {
  zh: "文件是空的；若在网盘或聊天软件里，请先下载到本机再上传。",
  en: "The file is empty; if it lies in a cloud drive or a chat, please download it to this device first.",
};
export const tooLargeFile: Text = {
  zh: "文件不能超过 20 MB。",
  en: "A file may have 20 MB at most.",
};
