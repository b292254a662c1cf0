import { crc32 } from "node:zlib";
import type { Finding } from "./findings.ts";

const signatureLength = 8;
/** More than any scanner or phone makes, and what a viewer still unpacks without harm. */
const maxPixels = 60_000_000;
const maxChunks = 100_000;

/** Chunk by chunk to IEND (PNG, ISO/IEC 15948): lengths, checksums, size of the picture, nothing after the end. */
export function pngFindings(bytes: Buffer): Finding[] {
  let at = signatureLength;
  let hasPicture = false;
  for (let index = 0; ; index += 1) {
    if (at + 12 > bytes.length) return ["damaged"];
    if (index > maxChunks) return ["tooComplex"];
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > bytes.length) return ["damaged"];
    const type = bytes.toString("latin1", at + 4, at + 8);
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return ["damaged"];
    if ((index === 0) !== (type === "IHDR")) return ["damaged"];
    if (type === "IHDR") {
      if (length !== 13) return ["damaged"];
      const pixels = bytes.readUInt32BE(at + 8) * bytes.readUInt32BE(at + 12);
      if (pixels === 0) return ["damaged"];
      if (pixels > maxPixels) return ["tooManyPixels"];
    }
    if (type === "acTL") return ["animated"];
    if (type === "IDAT") hasPicture = true;
    if (type === "IEND") {
      if (!hasPicture) return ["damaged"];
      return end === bytes.length ? [] : ["trailingData"];
    }
    at = end;
  }
}
