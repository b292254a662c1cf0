/** What a carrier's text says; undefined for what is not JSON, such as a gateway's error page. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
