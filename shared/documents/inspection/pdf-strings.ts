const escapes: Record<string, string> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

/** What a string in brackets holds, its brackets included in what is given (ISO 32000-1, 7.3.4.2). */
export function literalBytes(text: string): Buffer {
  const inner = text.slice(1, text.endsWith(")") ? -1 : undefined);
  const plain = inner.replace(/\\([0-7]{1,3}|\r\n|[\s\S])|\r\n?/g, (_, escaped: string | undefined) => {
    if (escaped === undefined) return "\n";
    if (/^[0-7]/.test(escaped)) return String.fromCharCode(Number.parseInt(escaped, 8) & 255);
    if (/^[\r\n]/.test(escaped)) return "";
    return escapes[escaped] ?? escaped;
  });
  return Buffer.from(plain, "latin1");
}

/** What a string in hex holds (7.3.4.3): a digit that is missing at its end is 0. */
export function hexBytes(text: string): Buffer {
  const digits = text.replace(/[^0-9A-Fa-f]/g, "");
  return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, "hex");
}
