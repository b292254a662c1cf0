import { crc32, deflateSync } from "node:zlib";
import { makeJpeg, makePdf } from "#local/play/files.ts";
import { ofdOf, swellingOfd } from "./ofd-files.ts";

export const latin = (text: string): Buffer => Buffer.from(text, "latin1");
export const joined = (...parts: (Buffer | string)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? latin(part) : part)));

/** Files as senders with bad intentions make them, and good ones that look like them; all made in memory. */

/** A PDF of these objects, numbered from 1; the first is the catalogue. */
export function pdfOf(objects: (string | Buffer)[], trailer = ""): Buffer {
  const parts = [latin("%PDF-1.7\n")];
  for (const [index, object] of objects.entries())
    parts.push(
      latin(`${index + 1} 0 obj\n`),
      Buffer.isBuffer(object) ? object : latin(object),
      latin("\nendobj\n"),
    );
  parts.push(
    latin(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer}>>\nstartxref\n0\n%%EOF\n`),
  );
  return Buffer.concat(parts);
}

export const streamOf = (dictionary: string, content: Buffer): Buffer =>
  Buffer.concat([
    latin(`<< ${dictionary} /Length ${content.length} >>\nstream\n`),
    content,
    latin("\nendstream"),
  ]);

const catalogue = "<< /Type /Catalog /Pages 2 0 R >>";
const pages = "<< /Type /Pages /Kids [] /Count 0 >>";
const flate = (text: string | Buffer): Buffer => deflateSync(text);

/** A ZIP archive with one empty file. */
export function zipOf(name = "evil.exe"): Buffer {
  const local = Buffer.concat([latin("PK\x03\x04"), Buffer.alloc(26), latin(name)]);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.concat([latin("PK\x01\x02"), Buffer.alloc(42), latin(name)]);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.concat([latin("PK\x05\x06"), Buffer.alloc(18)]);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, entry, end]);
}

export function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([latin(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A PNG that says to be so large; its pixels are one grey row. */
export function pngOf(width = 2, height = 1, ...more: Buffer[]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    ...more,
    chunk("IDAT", deflateSync(Buffer.from([0, 1, 2]))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const pdf = makePdf("good").bytes;
const jpeg = makeJpeg(1).bytes;
const png = pngOf();

/** The same JPEG with another size in its frame header. */
function jpegOfSize(width: number, height: number): Buffer {
  const copy = Buffer.from(jpeg);
  const frame = copy.indexOf(Buffer.from([0xff, 0xc0]));
  copy.writeUInt16BE(height, frame + 5);
  copy.writeUInt16BE(width, frame + 7);
  return copy;
}
const withoutFrame = Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xd9])]);
const broken = (file: Buffer, at: number): Buffer => {
  const copy = Buffer.from(file);
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
};
const inObjectStream = (object: string): Buffer =>
  pdfOf([
    catalogue,
    pages,
    streamOf("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", flate(`9 0 ${object}`)),
  ]);

export type Sample = { name: string; bytes: Buffer; type: string; findings: string[] };
const sample = (name: string, bytes: Buffer, type: string, ...findings: string[]): Sample => ({
  name,
  bytes,
  type,
  findings,
});
const PDF = "application/pdf";
const OFD = "application/ofd";
const JPEG = "image/jpeg";
const PNG = "image/png";

export const goodFiles: Sample[] = [
  sample("a plain PDF", pdf, PDF),
  sample("a PDF behind a byte-order mark", joined("\xef\xbb\xbf", pdf), PDF),
  sample("a PDF behind white space", joined("\r\n \t\0".repeat(200), pdf), PDF),
  sample("a PDF with an object stream", inObjectStream("<< /Type /Page >>"), PDF),
  sample("an invoice in OFD", ofdOf(), OFD),
  sample(
    "a signed PDF",
    pdfOf([catalogue, pages, "<< /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 1 2 3] /Contents <00> >>"]),
    PDF,
  ),
  sample(
    "a PDF that opens at a page",
    pdfOf([catalogue.replace(">>", "/OpenAction [3 0 R /Fit] >>"), pages]),
    PDF,
  ),
  sample("a photograph", jpeg, JPEG),
  sample(
    "a photograph with its film",
    Buffer.concat([jpeg, Buffer.alloc(4), latin("ftypmp42"), Buffer.alloc(99)]),
    JPEG,
  ),
  sample("a photograph with a second one behind", Buffer.concat([jpeg, jpeg]), JPEG),
  sample("a photograph of 108 megapixels", jpegOfSize(12_000, 9_000), JPEG),
  sample("a scan", png, PNG),
];

export const badFiles: Sample[] = [
  sample("an OFD with a programme", ofdOf({ "Doc_0/Attachs/a.exe": latin("MZ") }), OFD, "embeddedFile"),
  sample(
    "an OFD whose part leads out of it",
    ofdOf({ "../../etc/cron.d/a": latin("x") }),
    OFD,
    "embeddedFile",
  ),
  sample("an OFD that swells", swellingOfd(201 * 1024 * 1024), OFD, "expandsTooMuch"),
  sample("half an OFD", ofdOf().subarray(0, 700), OFD, "damaged"),
  sample("an encrypted PDF", pdfOf([catalogue, pages], "/Encrypt 9 0 R "), PDF, "encrypted"),
  sample("a script", pdfOf([catalogue, pages, "<< /S /JavaScript /JS (app.alert) >>"]), PDF, "activeContent"),
  sample(
    "a script spelled with escapes",
    pdfOf([catalogue, pages, "<< /S /J#61vaScr#69pt >>"]),
    PDF,
    "activeContent",
  ),
  sample("a script in an object stream", inObjectStream("<< /S /JavaScript >>"), PDF, "activeContent"),
  sample(
    "a program to start",
    pdfOf([catalogue, pages, "<< /S /Launch /F (cmd.exe) >>"]),
    PDF,
    "activeContent",
  ),
  sample("a form that sends itself", pdfOf([catalogue, pages, "<< /S /SubmitForm >>"]), PDF, "activeContent"),
  sample("a file inside", pdfOf([catalogue, pages, "<< /Type /EmbeddedFile >>"]), PDF, "embeddedFile"),
  sample("a PDF cut off", pdf.subarray(0, pdf.length - 60), PDF, "damaged"),
  sample("a PDF with a page behind", Buffer.concat([pdf, latin("<html><script>")]), PDF, "trailingData"),
  sample("a PDF with an archive behind", Buffer.concat([pdf, zipOf()]), PDF, "polyglot", "trailingData"),
  sample("an archive within a PDF", pdfOf([catalogue, pages, streamOf("", zipOf())]), PDF, "polyglot"),
  sample(
    "a bomb",
    pdfOf([catalogue, pages, streamOf("/Filter /FlateDecode", flate(Buffer.alloc(130 * 1024 * 1024)))]),
    PDF,
    "expandsTooMuch",
  ),
  sample(
    "a bomb in a bomb",
    pdfOf([
      catalogue,
      streamOf("/Filter [/FlateDecode /FlateDecode]", flate(flate(Buffer.alloc(140_000_000)))),
    ]),
    PDF,
    "expandsTooMuch",
  ),
  sample(
    "a forest of objects",
    Buffer.concat([pdf, latin("9 0 obj\n".repeat(200_001)), latin("%%EOF")]),
    PDF,
    "tooComplex",
  ),
  sample("more white space before a PDF than viewers look through", joined(" ".repeat(1100), pdf), "text"),
  sample("a page before a PDF", Buffer.concat([latin("<html>"), pdf]), "page"),
  sample("half a photograph", jpeg.subarray(0, 700), JPEG, "damaged"),
  sample("a photograph without a picture", withoutFrame, JPEG, "damaged"),
  sample(
    "a photograph with an archive behind",
    Buffer.concat([jpeg, zipOf()]),
    JPEG,
    "polyglot",
    "trailingData",
  ),
  sample(
    "a photograph with a page behind",
    Buffer.concat([jpeg, latin("<script>alert(1)</script>")]),
    JPEG,
    "trailingData",
  ),
  sample("far too many pixels", jpegOfSize(65_000, 65_000), JPEG, "tooManyPixels"),
  sample("a scan with a wrong checksum", broken(png, 20), PNG, "damaged"),
  sample("a scan cut off", png.subarray(0, png.length - 3), PNG, "damaged"),
  sample("a scan with something behind", Buffer.concat([png, latin("more")]), PNG, "trailingData"),
  sample("a scan of gigabytes", pngOf(50_000, 50_000), PNG, "tooManyPixels"),
  sample("moving pictures", pngOf(2, 1, chunk("acTL", Buffer.alloc(8))), PNG, "animated"),
  sample("a programme", latin("MZ\x90\x00"), "program"),
  sample("nothing", Buffer.alloc(0), "empty"),
];
