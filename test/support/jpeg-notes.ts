/** A segment of a JPEG file. */
export function segment(marker: number, content: string | Buffer): Buffer {
  const bytes = typeof content === "string" ? Buffer.from(content, "latin1") : content;
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(bytes.length + 2, 2);
  return Buffer.concat([head, bytes]);
}

type Notes = { order?: "II" | "MM"; orientation?: number };

/** The photograph as a phone hands it out: with the place in EXIF and in XMP, and which way up it was held. */
export function jpegWithNotes(jpeg: Buffer, { order = "II", orientation = 1 }: Notes = {}): Buffer {
  const tiff = Buffer.alloc(26);
  const write = (value: number, at: number, size: 2 | 4): void => {
    if (order === "II") tiff.writeUIntLE(value, at, size);
    else tiff.writeUIntBE(value, at, size);
  };
  tiff.write(order, "latin1");
  write(42, 2, 2);
  write(8, 4, 4);
  write(1, 8, 2);
  write(0x0112, 10, 2);
  write(3, 12, 2);
  write(1, 14, 4);
  write(orientation, 18, 2);
  const exif = Buffer.concat([Buffer.from("Exif\0\0"), tiff, Buffer.from("113.65E")]);
  const xmp = "http://ns.adobe.com/xap/1.0/\0<exif:GPSLatitude>33.62N</exif:GPSLatitude>";
  return Buffer.concat([jpeg.subarray(0, 2), segment(0xe1, exif), segment(0xe1, xmp), jpeg.subarray(2)]);
}
