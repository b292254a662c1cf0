const endOfDirectory = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const recordLength = 22;
const longestComment = 65_535;

/**
 * Whether unpackers would take these bytes for a ZIP archive: they look for its directory's end from behind, so that
 * one may hide after or inside a file of another kind.
 */
export function endsAsZip(bytes: Buffer): boolean {
  const from = Math.max(0, bytes.length - recordLength - longestComment);
  for (
    let at = bytes.lastIndexOf(endOfDirectory);
    at >= from;
    at = bytes.lastIndexOf(endOfDirectory, at - 1)
  ) {
    if (at + recordLength > bytes.length) continue;
    const comment = bytes.readUInt16LE(at + 20);
    const entries = bytes.readUInt16LE(at + 10);
    if (entries > 0 && at + recordLength + comment <= bytes.length) return true;
    if (at === 0) break;
  }
  return false;
}
