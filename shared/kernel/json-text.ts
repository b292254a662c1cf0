/** What somebody else's system says, read; undefined for what is not JSON in UTF-8, such as a gateway's error page. */
export function jsonOf(said: string | Uint8Array): unknown {
  try {
    return JSON.parse(
      typeof said === "string" ? said : new TextDecoder("utf-8", { fatal: true }).decode(said),
    );
  } catch {
    return undefined;
  }
}
