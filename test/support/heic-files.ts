const text = (value: string) => Buffer.from(value, "latin1");
const number = (value: number, bytes: number) => {
  const written = Buffer.alloc(bytes);
  written.writeUIntBE(value, 0, bytes);
  return written;
};

/** A box of the ISO base media file format (ISO/IEC 14496-12, 4.2): its size, its type, what is in it. */
function box(type: string, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([number(content.length + 8, 4), text(type), content]);
}
const fullBox = (type: string, version: number, ...parts: Buffer[]) =>
  box(type, number(version, 1), number(0, 3), ...parts);

/**
 * A still picture as telephones write it (HEIF, ISO/IEC 23008-12): one item of HEVC, where it lies, and how large it is.
 * Its picture data are none that a decoder would take.
 */
export function heicOf(major: string, ...compatible: string[]): Buffer {
  const picture = Buffer.alloc(512, 0x2a);
  const header = box("ftyp", text(major), number(0, 4), ...compatible.map(text));
  const metaWith = (offset: number) =>
    fullBox(
      "meta",
      0,
      fullBox("hdlr", 0, number(0, 4), text("pict"), Buffer.alloc(12), text("\0")),
      fullBox("pitm", 0, number(1, 2)),
      fullBox(
        "iinf",
        0,
        number(1, 2),
        fullBox("infe", 2, number(1, 2), number(0, 2), text("hvc1"), text("\0")),
      ),
      box("iprp", box("ipco", fullBox("ispe", 0, number(4032, 4), number(3024, 4)))),
      fullBox(
        "iloc",
        0,
        ...[number(0x44, 1), number(0, 1), number(1, 2), number(1, 2), number(0, 2), number(1, 2)],
        ...[number(offset, 4), number(picture.length, 4)],
      ),
    );
  const offset = header.length + metaWith(0).length + 8;
  return Buffer.concat([header, metaWith(offset), box("mdat", picture)]);
}
