/** Characters that are in every font: what nearly all texts are made of. */
const usual = /[\s\x20-\x7e\u3000-\u3002\u4e00-\u9fa5\uff01-\uff5e“”‘’《》—…·]/gu;

/** What of all texts in it some font may lack; empty for most. */
export function doubtful(value: unknown): string {
  if (typeof value === "string") return value.replaceAll(usual, "");
  return typeof value === "object" && value !== null ? Object.values(value).map(doubtful).join("") : "";
}
