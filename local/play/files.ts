import { createHash } from "node:crypto";
import { encode } from "jpeg-js";

export type MadeFile = { fileName: string; contentType: string; bytes: Buffer; sha256: string };

const made = (fileName: string, contentType: string, bytes: Buffer): MadeFile => ({
  fileName,
  contentType,
  bytes,
  sha256: createHash("sha256").update(bytes).digest("hex"),
});

/** A one-page PDF 1.4 with a line of text in a built-in font. */
export function makePdf(text: string): MadeFile {
  const content = `BT /F1 18 Tf 72 760 Td (${text.replace(/[()\\]/g, "\\$&")}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let body = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return made("application.pdf", "application/pdf", Buffer.from(body + end, "latin1"));
}

/** A photograph of sorts: a colour gradient, different for every seed. */
export function makeJpeg(seed: number): MadeFile {
  const width = 160;
  const height = 120;
  const pixels = Buffer.alloc(width * height * 4);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      pixels.set([(x + seed) % 256, (y * 2 + seed * 7) % 256, 128, 255], (y * width + x) * 4);
  return made("premises.jpg", "image/jpeg", encode({ data: pixels, width, height }, 80).data);
}
