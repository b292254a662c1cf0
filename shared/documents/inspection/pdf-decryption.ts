import { decrypted } from "./pdf-password.ts";
import type { Decryption } from "./pdf-protection.ts";
import { type Budget, isName, isRef, type PdfDict, valuesOf } from "./pdf-syntax.ts";

/** Decrypting a byte costs so many of what unpacking may. */
const costPerByte = 4;

/** Numbers that stand as objects of their own: lengths of streams that were not known when their dictionary was written. */
export function streamLengths(text: string): Map<number, number> {
  const lengths = new Map<number, number>();
  for (const [, number, length] of text.matchAll(
    /(?<!\d)(\d{1,10})[\s\0]{1,9}\d{1,5}[\s\0]{1,9}obj[\s\0]{1,9}(\d{1,10})[\s\0]{0,9}endobj/g,
  ))
    lengths.set(Number(number), Math.max(Number(length), lengths.get(Number(number)) ?? 0));
  return lengths;
}

/** Whether a stream lies open in an encrypted file: tables of places always do (ISO 32000-1, 7.5.8.2). */
export const isUnencrypted = (dict: PdfDict, { cipher }: Decryption): boolean =>
  cipher === "none" || valuesOf(dict, "Type").some((type) => isName(type) && type.name === "XRef");

type Source = { bytes: Buffer; text: string; start: number; lengths: Map<number, number> | undefined };

/** The farther of both ends, the one that is stated and the first that is seen: what is behind the real one is not unpacked. */
function endOf({ bytes, text, start, lengths }: Source, dict: PdfDict): number {
  const seen = text.indexOf("endstream", start);
  const stated = valuesOf(dict, "Length").map((length) => {
    if (typeof length === "number") return start + length;
    return start + (isRef(length) ? (lengths?.get(length.ref) ?? 0) : 0);
  });
  return Math.min(bytes.length, Math.max(seen < 0 ? bytes.length : seen, ...stated));
}

/** Undefined for a stream that belongs to no object, or when too much would have to be decrypted. */
export function decryptedStream(
  source: Source,
  dict: PdfDict,
  { cipher, key }: Decryption,
  place: [number: number, generation: number] | undefined,
  budget: Budget,
): Buffer | undefined {
  if (cipher === "none" || !place) return undefined;
  const encrypted = source.bytes.subarray(source.start, endOf(source, dict));
  budget.left -= encrypted.length * costPerByte;
  return budget.left < 0 ? undefined : decrypted(encrypted, { cipher, key }, place);
}
