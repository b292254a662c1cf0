import { deflateSync } from "node:zlib";
import { joined, latin, streamOf } from "./hostile-files.ts";

export const stream = (dictionary: string, data: Buffer | string): Buffer =>
  streamOf(dictionary, typeof data === "string" ? latin(data) : data);

type Parts = { catalogue?: string; trailer?: string; more?: (Buffer | string)[]; pages?: string };

/** A PDF of one page; `more` are objects from number 6 on. */
export function pdfWith({ catalogue = "", trailer = "", more = [], pages }: Parts = {}): Buffer {
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    pages ?? "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    stream("", "BT /F1 18 Tf 72 760 Td (/JavaScript is a word, and /Launch as well) Tj ET"),
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ...more,
  ];
  const parts: Buffer[] = [latin("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  for (const [index, object] of objects.entries()) {
    offsets.push(length);
    const part = joined(`${index + 1} 0 obj\n`, object, "\nendobj\n");
    length += part.length;
    parts.push(part);
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  return joined(
    ...parts,
    `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n`,
    `<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${length}\n%%EOF\n`,
  );
}

/** An object stream (7.5.7) that holds these objects, from number 100 on. */
export function objectStream(objects: string[], more = "", pack: (plain: Buffer) => Buffer = deflateSync) {
  let body = "";
  const places = objects.map((object, index) => {
    const offset = body.length;
    body += `${object} `;
    return `${100 + index} ${offset}`;
  });
  const head = `${places.join(" ")} `;
  const filter = more.includes("/Filter") ? "" : "/Filter /FlateDecode";
  const dictionary = `/Type /ObjStm /N ${objects.length} /First ${head.length} ${filter} ${more}`;
  return stream(dictionary, pack(latin(head + body)));
}

/** Bytes that do not repeat, the same each time. */
export function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 1;
  for (let at = 0; at + 4 <= length; at += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes.writeUInt32LE((state ^ (state >>> 13)) >>> 0, at);
  }
  return bytes;
}

export const goodPdfs: Record<string, () => Buffer> = {
  "a plain one": () => pdfWith(),
  "one with object streams": () =>
    pdfWith({ more: [objectStream(["<< /Producer (x) >>", "[1 2 3]"], "/DecodeParms << /Predictor 1 >>")] }),
  "one that is signed": () =>
    pdfWith({
      catalogue:
        "/AcroForm << /SigFlags 3 /Fields [6 0 R] >> /Perms << /DocMDP 7 0 R >> /OpenAction [3 0 R /Fit]",
      more: [
        "<< /Type /Annot /Subtype /Widget /FT /Sig /T (s) /V 7 0 R /Rect [0 0 0 0] /P 3 0 R >>",
        `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 9 99 9] /Contents <${"30".repeat(16_384)}> /Reference [<< /Type /SigRef /TransformMethod /DocMDP >>] >>`,
      ],
    }),
  "one that opens at a place": () =>
    pdfWith({ catalogue: "/OpenAction 6 0 R", more: ["<< /S /GoTo /D [3 0 R /Fit] >>"] }),
  "one with links and a form": () =>
    pdfWith({ more: ["<< /Type /Annot /Subtype /Link /A << /S /URI /URI (https://example.com/) >> >>"] }),
  "one with a font that is called AA": () => pdfWith({ more: ["<< /Font << /AA 5 0 R >> >>"] }),
  "one with letters for bytes": () =>
    pdfWith({
      more: [stream("/Filter [/ASCIIHexDecode /FlateDecode]", `${deflateSync("q Q").toString("hex")}>`)],
    }),
  "one changed after it was made": () =>
    joined(
      pdfWith(),
      "9 0 obj\n<< /Note (more) >>\nendobj\ntrailer\n<< /Root 1 0 R /Prev 9 >>\nstartxref\n0\n%%EOF\r\n",
    ),
  "one with an empty stream": () => pdfWith({ more: [stream("/Filter /FlateDecode", "")] }),
  "one with a stream that was cut off": () =>
    pdfWith({
      more: [stream("/Filter /FlateDecode", deflateSync(Buffer.alloc(9000, "q Q ")).subarray(0, -6))],
    }),
};

/** 20 MiB to the byte, most of them a picture. */
export function ofTwentyMegabytes(): Buffer {
  const most = 20 * 1024 * 1024;
  const filled = (bytes: number) =>
    pdfWith({ more: [stream("/Subtype /Image /Filter /DCTDecode", noise(bytes))] });
  return filled(most - (filled(most - 1000).length - (most - 1000)));
}
