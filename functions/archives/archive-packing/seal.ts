import { createHash } from "node:crypto";

/**
 * Whether a PDF's seal (电子签名) covers every byte of the file but itself, and was made over these very bytes: the digest
 * that it signs is theirs. Whose certificate it is, and whether that was valid, a verifier with the roots says.
 */
export function sealCovers(pdf: Buffer): boolean {
  const text = pdf.toString("latin1");
  const range = /\/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/.exec(text);
  if (!range) return false;
  const [start = 0, end = 0, length = 0] = range.slice(1).map(Number);
  if (start >= end || end + length !== pdf.byteLength) return false;
  const seal = /^<([0-9a-fA-F]+)>$/.exec(text.slice(start, end));
  if (!seal?.[1]) return false;
  const covered = createHash("sha256").update(pdf.subarray(0, start)).update(pdf.subarray(end)).digest();
  return Buffer.from(seal[1], "hex").includes(covered);
}
