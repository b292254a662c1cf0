/** What a camera notes beside the picture: EXIF and XMP (APP1), several pictures in one (APP2, MPF), IPTC (APP13). */
function isNotes(marker: number, content: Uint8Array): boolean {
  if (marker === 0xe1 || marker === 0xed) return true;
  return marker === 0xe2 && String.fromCharCode(...content.subarray(0, 4)) === "MPF\0";
}

/** Which way up the picture is shown, 1 to 8 (EXIF 2.32, 4.6.4); 1 where nothing says so. */
function orientationIn(content: Uint8Array): number {
  if (String.fromCharCode(...content.subarray(0, 6)) !== "Exif\0\0") return 1;
  const tiff = new DataView(content.buffer, content.byteOffset + 6, content.byteLength - 6);
  try {
    const little = tiff.getUint16(0) === 0x4949;
    const first = tiff.getUint32(4, little);
    for (let index = 0; index < tiff.getUint16(first, little); index += 1) {
      const entry = first + 2 + index * 12;
      if (tiff.getUint16(entry, little) === 0x0112) return tiff.getUint16(entry + 8, little);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return 1;
}

/** An EXIF segment that says this and nothing else. */
const onlyOrientation = (orientation: number): number[] => [
  ...[0xff, 0xe1, 0, 34],
  ...Array.from("Exif\0\0II*\0", (sign) => sign.charCodeAt(0)),
  ...[8, 0, 0, 0, 1, 0],
  ...[0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0],
  ...[0, 0, 0, 0],
];

/** From the entropy-coded data behind a scan to the next marker. */
function afterScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}

/**
 * A JPEG without what the camera noted, the place above all, and without what it put behind the picture; which way up
 * it is stays. The picture itself is not changed. One that is not whole is left as it is. Pure.
 */
export function withoutMetadata(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  const kept: Uint8Array<ArrayBuffer>[] = [];
  let orientation = 1;
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    const end = at + 2 + (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0);
    const content = bytes.subarray(at + 4, end);
    const next = marker === 0xda ? afterScan(bytes, end) : end;
    if (!isNotes(marker, content)) kept.push(bytes.subarray(at, next));
    else if (marker === 0xe1 && orientation === 1) orientation = orientationIn(content);
    at = next;
    if (bytes[at] !== 0xff || bytes[at + 1] !== 0xd9) continue;
    const notes = orientation > 1 && orientation <= 8 ? onlyOrientation(orientation) : [];
    return [bytes.subarray(0, 2), Uint8Array.from(notes), ...kept, bytes.subarray(at, at + 2)];
  }
  return [bytes];
}
