import { makeJpeg } from "#local/play/files.ts";
import type { Finding } from "#shared/documents/inspection/findings.ts";
import { chunk, joined, latin, pngOf, zipOf } from "./hostile-files.ts";

/** A chunk's type whose checksum is then wrong. */
export function withBadChecksum(file: Buffer, type: string): Buffer {
  const bytes = Buffer.from(file);
  const at = bytes.indexOf(type, 0, "latin1");
  const checksum = at + 4 + bytes.readUInt32BE(at - 4);
  bytes.writeUInt8((bytes.readUInt8(checksum) + 1) % 256, checksum);
  return bytes;
}

const segment = (marker: number, data: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return joined(head, data);
};

/** A JPEG of these measures in three scans, as progressive ones have. The scans hold no true picture. */
export function progressiveJpeg(width = 640, height = 480): Buffer {
  const frame = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 1);
  frame.writeUInt16BE(width, 3);
  const scan = joined(
    segment(0xda, Buffer.from([1, 1, 0, 0, 0, 0])),
    Buffer.from([0x12, 0xff, 0, 0xff, 0xd0, 7]),
  );
  return joined(
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, latin("JFIF\0\x01\x02\0\0\x01\0\x01\0\0")),
    segment(0xc2, frame),
    scan,
    segment(0xc4, Buffer.from([0, ...Buffer.alloc(16)])),
    scan,
    scan,
    Buffer.from([0xff, 0xd9]),
  );
}

const box = (type: string, data: Buffer): Buffer => {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length + 8);
  return joined(head, type, data);
};
const film = joined(
  box("ftyp", latin("mp42\0\0\0\0isom")),
  box("mdat", Buffer.alloc(40, 1)),
  box("moov", Buffer.alloc(9)),
);

/** Samsung's notes behind a picture: one block, its directory, and the mark at the end. */
function samsungNotes(block: Buffer = Buffer.alloc(30, 7)): Buffer {
  const directory = Buffer.alloc(24);
  directory.write("SEFH", "latin1");
  directory.writeUInt32LE(106, 4);
  directory.writeUInt32LE(1, 8);
  directory.writeUInt32LE(block.length, 16);
  directory.writeUInt32LE(block.length, 20);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(directory.length);
  return joined(block, directory, length, "SEFT");
}

const photo = makeJpeg(3).bytes;

export const goodPictures: Record<string, () => Buffer> = {
  "a photograph": () => photo,
  "a progressive one": () => progressiveJpeg(),
  "one with a brighter version behind": () => joined(photo, Buffer.alloc(6), makeJpeg(4).bytes),
  "one with a film behind": () => joined(photo, film),
  "one with a phone's notes behind": () => joined(photo, samsungNotes()),
  "one that is filled up": () => joined(photo, Buffer.alloc(64)),
  "a PNG with a text": () => pngOf(2, 1, chunk("tEXt", latin("Software\0x"))),
};

/** The trick, what is found, and the file. */
export const badPictures: [string, Finding, () => Buffer][] = [
  ["a JPEG with a ZIP in a phone's notes", "polyglot", () => joined(photo, samsungNotes(zipOf()))],
  [
    "a JPEG with something that begins as a picture behind",
    "trailingData",
    () => joined(photo, Buffer.from([0xff, 0xd8, 0xff]), "<html>"),
  ],
  [
    "a JPEG with something that begins as a film behind",
    "trailingData",
    () => joined(photo, "\0\0\0\x08ftyp<html>"),
  ],
  [
    "a JPEG with false notes behind",
    "trailingData",
    () => joined(photo, "SEFH<script>x</script>        SEFT"),
  ],
  ["a JPEG of two billion pixels", "tooManyPixels", () => progressiveJpeg(65_000, 40_000)],
  ["a JPEG without a picture", "damaged", () => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 2, 0xff, 0xd9])],
  ["a PNG with a wrong checksum", "damaged", () => withBadChecksum(pngOf(), "IDAT")],
  ["a PNG without width", "damaged", () => pngOf(0, 4)],
  [
    "a PNG of a hundred thousand pieces",
    "tooComplex",
    () => pngOf(2, 1, ...Array.from({ length: 100_001 }, () => chunk("tEXt", Buffer.alloc(0)))),
  ],
];
