import type { Finding } from "./findings.ts";

const mostPixels = 120_000_000;

export const isJpeg = (bytes: Buffer): boolean =>
  bytes.length > 3 && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;

/** Start of frame: where height and width stand. C4, C8 and CC are tables. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const hasNoLength = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);

/** From the entropy-coded data behind a scan to the next marker. FF00 is data, FFD0 to FFD7 restart it. */
function afterScan(bytes: Buffer, from: number): number {
  for (
    let at = bytes.indexOf(0xff, from);
    at >= 0 && at + 1 < bytes.length;
    at = bytes.indexOf(0xff, at + 1)
  ) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0x00 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}

/** What phones write behind the picture: a second one (multi-picture, HDR), a film, or Samsung's own notes. */
const isKnownTrailer = (rest: Buffer): boolean =>
  isJpeg(rest) ||
  rest.toString("latin1", 4, 8) === "ftyp" ||
  rest.toString("latin1", 0, 4096).includes("SEFH") ||
  rest.subarray(-4).toString("latin1") === "SEFT" ||
  rest.every((byte) => byte === 0);

/** Marker by marker to the end of the image (ITU-T T.81): a whole picture of sensible size with nothing strange behind. */
export function jpegFindings(bytes: Buffer): Finding[] {
  let at = 2;
  let hasFrame = false;
  while (at + 2 <= bytes.length) {
    if (bytes[at] !== 0xff) return ["damaged"];
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
    } else if (marker === 0xd9) {
      const rest = bytes.subarray(at + 2);
      if (!hasFrame) return ["damaged"];
      return rest.length === 0 || isKnownTrailer(rest) ? [] : ["trailingData"];
    } else if (hasNoLength(marker)) {
      at += 2;
    } else {
      if (at + 4 > bytes.length) return ["damaged"];
      const length = bytes.readUInt16BE(at + 2);
      const end = at + 2 + length;
      if (length < 2 || end > bytes.length) return ["damaged"];
      if (isFrame(marker)) {
        if (length < 8) return ["damaged"];
        hasFrame = true;
        if (bytes.readUInt16BE(at + 5) * bytes.readUInt16BE(at + 7) > mostPixels) return ["tooManyPixels"];
      }
      at = marker === 0xda ? afterScan(bytes, end) : end;
    }
  }
  return ["damaged"];
}
