import { encode } from "uqr";
import type { Sheet } from "./sheet.ts";

/** Half of 42 mm, the diameter that a district's organs have theirs cut in, in points. */
export const sealRadius = 59.5;
const sealColour = "#b03030";

/** As squares, so that it stays sharp on any printer. */
export function drawQrCode(
  { doc, tags }: Sheet,
  text: string,
  left: number,
  top: number,
  size: number,
): void {
  const { data } = encode(text, { border: 0 });
  const cell = size / data.length;
  const draw = (): void => {
    for (const [row, cells] of data.entries())
      for (const [column, isDark] of cells.entries())
        if (isDark) doc.rect(left + column * cell, top + row * cell, cell, cell);
    doc.fill("black");
  };
  tags.element("Figure", draw, { alt: `二维码：${text}`, bbox: [left, top, left + size, top + size] });
}

/** The organ's seal, or where it is to be stamped. */
export function drawSeal(
  { doc, tags }: Sheet,
  centre: number,
  middle: number,
  image: Uint8Array | undefined,
): void {
  const size = 2 * sealRadius;
  const [left, top] = [centre - sealRadius, middle - sealRadius];
  if (image) {
    const draw = () => doc.image(Buffer.from(image), left, top, { fit: [size, size] });
    tags.element("Figure", draw, { alt: "印章", bbox: [left, top, left + size, top + size] });
    return;
  }
  tags.artifact(() => {
    doc.save().circle(centre, middle, sealRadius).dash(4, { space: 3 }).lineWidth(0.8);
    doc.stroke(sealColour).restore();
  });
  const label = "印章位置";
  doc.fontSize(9).fillColor(sealColour);
  const from = centre - doc.widthOfString(label) / 2;
  tags.element("P", () => doc.text(label, from, middle - 40, { lineBreak: false }));
}
