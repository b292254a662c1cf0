import type { Finding } from "./findings.ts";
import { isPhoneTrailer } from "./jpeg-trailer.ts";

/** The largest phones take 108 or 200 million, but hand out no more than this unless told to. */
const maxPixels = 120_000_000;
const maxPictures = 8;

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

/** Phones let each of several pictures begin at a round place. */
function afterZeros(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] === 0) at += 1;
  return at;
}

type Picture = { end: number } | { finding: Finding };

/** Marker by marker from a picture's start to its end (ITU-T T.81). */
function readPicture(bytes: Buffer, from: number): Picture {
  let at = from + 2;
  let hasFrame = false;
  let hasScan = false;
  while (at + 2 <= bytes.length) {
    if (bytes[at] !== 0xff) break;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
    } else if (marker === 0xd9) {
      return hasFrame && hasScan ? { end: at + 2 } : { finding: "damaged" };
    } else if (hasNoLength(marker)) {
      at += 2;
    } else {
      if (at + 4 > bytes.length) break;
      const length = bytes.readUInt16BE(at + 2);
      const end = at + 2 + length;
      if (length < 2 || end > bytes.length) break;
      if (isFrame(marker)) {
        if (length < 8) break;
        hasFrame = true;
        const pixels = bytes.readUInt16BE(at + 5) * bytes.readUInt16BE(at + 7);
        if (pixels === 0) break;
        if (pixels > maxPixels) return { finding: "tooManyPixels" };
      }
      if (marker === 0xda) hasScan = true;
      at = marker === 0xda ? afterScan(bytes, end) : end;
    }
  }
  return { finding: "damaged" };
}

/**
 * A whole picture of sensible size, with nothing behind it but what phones put there: smaller or brighter versions of
 * the same picture (CIPA DC-007), a film, notes.
 */
export function jpegFindings(bytes: Buffer): Finding[] {
  let end = 0;
  for (let pictures = 0; ; pictures += 1) {
    const picture = readPicture(bytes, end);
    if ("finding" in picture) return [pictures === 0 ? picture.finding : "trailingData"];
    const rest = bytes.subarray(picture.end);
    end = afterZeros(bytes, picture.end);
    if (!isJpeg(bytes.subarray(end)) || pictures === maxPictures)
      return isPhoneTrailer(rest) ? [] : ["trailingData"];
  }
}
