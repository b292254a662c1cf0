import type PdfDocument from "pdfkit";
import { encode } from "uqr";

type Doc = InstanceType<typeof PdfDocument>;

/** Half of 42 mm, the diameter that a district's organs have theirs cut in, in points. */
export const sealRadius = 59.5;
const sealColour = "#b03030";

/** As squares, so that it stays sharp on any printer. */
export function drawQrCode(doc: Doc, text: string, left: number, top: number, size: number): void {
  const { data } = encode(text, { border: 0 });
  const cell = size / data.length;
  for (const [row, cells] of data.entries())
    for (const [column, isDark] of cells.entries())
      if (isDark) doc.rect(left + column * cell, top + row * cell, cell, cell);
  doc.fill("black");
}

/** The organ's seal, or where it is to be stamped. */
export function drawSeal(doc: Doc, centre: number, middle: number, image: Uint8Array | undefined): void {
  const size = 2 * sealRadius;
  if (image) {
    doc.image(Buffer.from(image), centre - sealRadius, middle - sealRadius, { fit: [size, size] });
    return;
  }
  doc.save().circle(centre, middle, sealRadius).dash(4, { space: 3 }).lineWidth(0.8);
  doc.stroke(sealColour).restore();
  const label = "印章位置";
  doc.fontSize(9).fillColor(sealColour);
  doc.text(label, centre - doc.widthOfString(label) / 2, middle - 40, { lineBreak: false });
}
