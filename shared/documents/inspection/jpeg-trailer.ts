/** From the start of a box to the end of the file, box by box (ISO/IEC 14496-12): a film of a moving photograph. */
function isFilm(rest: Buffer): boolean {
  if (rest.toString("latin1", 4, 8) !== "ftyp") return false;
  let at = 0;
  while (at + 8 <= rest.length) {
    const size = rest.readUInt32BE(at);
    if (!/^[a-zA-Z0-9 ]{4}$/.test(rest.toString("latin1", at + 4, at + 8))) return false;
    if (size === 0) return true;
    const length = size === 1 && at + 16 <= rest.length ? Number(rest.readBigUInt64BE(at + 8)) : size;
    if (length < 8) return false;
    at += length;
  }
  return at === rest.length;
}

/** Samsung's notes: blocks, then a directory `SEFH`, its length and `SEFT` as the file's last bytes. */
function isSamsungNotes(rest: Buffer): boolean {
  if (rest.length < 20 || rest.toString("latin1", rest.length - 4) !== "SEFT") return false;
  const directory = rest.length - 8 - rest.readUInt32LE(rest.length - 8);
  if (directory < 0 || rest.toString("latin1", directory, directory + 4) !== "SEFH") return false;
  const count = rest.readUInt32LE(directory + 8);
  if (count === 0 || directory + 12 + count * 12 > rest.length - 8) return false;
  // Each entry says how far before the directory its block begins, and how long it is.
  for (let entry = directory + 12; entry < directory + 12 + count * 12; entry += 12) {
    const offset = rest.readUInt32LE(entry + 4);
    if (offset > directory || rest.readUInt32LE(entry + 8) > offset) return false;
  }
  return true;
}

/** What phones write behind a picture and no viewer minds. Another whole picture is for the caller to look at. */
export const isPhoneTrailer = (rest: Buffer): boolean =>
  rest.every((byte) => byte === 0) || isFilm(rest) || isSamsungNotes(rest);
