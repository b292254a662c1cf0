import type PdfDocument from "pdfkit";
import { encode } from "uqr";
import type { OfficialDocumentList } from "./compose.ts";
import { wrap } from "./text.ts";

type Doc = InstanceType<typeof PdfDocument>;

/** Points; A4 is 595 by 842. */
export const page = { width: 595, height: 842, left: 76, right: 519, top: 70, bottom: 770 };
export const room = page.right - page.left;
export const grey = "#555555";

export type Style = {
  size: number;
  /** From one line to the next, in points. */
  lead: number;
  align?: "left" | "center" | "right" | "justify";
  indent?: number;
  colour?: string;
  /** Drawn with an outline: one font is 10 MB, a second one for headings is not worth as much again. */
  bold?: boolean;
};

/** A line may be stretched by a character or so; one that is far shorter ends where it ends. */
const mostStretch = 0.12;
const rowLead = 18;
const rowStyle: Style = { size: 10.5, lead: rowLead };
/** Fewer of a row are not left at the foot of a page. */
const fewestLines = 3;
const padding = { side: 6, top: 5 };

export type Sheet = ReturnType<typeof sheetOf>;

/** A document and the place on its current page where the next thing goes; goes on to new pages by itself. */
export function sheetOf(doc: Doc) {
  let y = page.top;

  const widthOf =
    ({ size }: Style) =>
    (text: string) =>
      doc.fontSize(size).widthOfString(text);
  const linesOf = (text: string, style: Style, width = room) =>
    wrap(text, width, widthOf(style), style.indent);

  const newPage = (): void => {
    doc.addPage();
    y = page.top;
  };
  const ensure = (height: number): void => {
    if (y + height > page.bottom) newPage();
  };

  /** One line of text, where it is said; nothing else moves. */
  const put = (
    text: string,
    left: number,
    top: number,
    width: number,
    style: Style,
    stretch = false,
  ): void => {
    const { size, align = "left", colour = "black", bold } = style;
    const free = width - widthOf(style)(text);
    const gap = free / Math.max(Array.from(text).length - 1, 1);
    const characterSpacing = stretch && gap > 0 && gap < mostStretch * size ? gap : 0;
    const shift = { left: 0, justify: 0, center: free / 2, right: free }[align];
    doc
      .fillColor(colour)
      .strokeColor(colour)
      .lineWidth(size / 40);
    doc.text(text, left + shift, top, {
      lineBreak: false,
      characterSpacing,
      ...(bold && { stroke: true, fill: true }),
    });
  };

  const text = (content: string, style: Style): void => {
    const lines = linesOf(content, style);
    for (const [index, line] of lines.entries()) {
      ensure(style.lead);
      const begins = index === 0 || lines[index - 1]?.last;
      const indent = begins ? (style.indent ?? 0) : 0;
      put(line.text, page.left + indent, y, room - indent, style, style.align === "justify" && !line.last);
      y += style.lead;
    }
  };

  const rule = (colour: string): void => {
    doc.lineWidth(0.8).moveTo(page.left, y).lineTo(page.right, y).stroke(colour);
  };

  /** Some lines of a row, in its boxes. */
  const rowPart = (cells: string[][], widths: number[], isHead: boolean): void => {
    const height = Math.max(...cells.map((lines) => lines.length)) * rowLead + 2 * padding.top;
    let left = page.left;
    for (const [column, lines] of cells.entries()) {
      const width = widths[column] ?? 0;
      doc.lineWidth(0.5).rect(left, y, width, height);
      if (isHead) doc.fillAndStroke("#f0f0f0", "black");
      else doc.stroke("black");
      for (const [index, line] of lines.entries())
        put(line, left + padding.side, y + padding.top + index * rowLead, width - 2 * padding.side, rowStyle);
      left += width;
    }
    y += height;
  };

  /** Rows stay whole but for one that no page can take; the head stands over every page's part. */
  const list = ({ head, widths: shares, rows }: OfficialDocumentList): void => {
    const widths = shares.map((share) => share * room);
    const wrapped = (row: string[]): string[][] =>
      row.map((cell, column) =>
        linesOf(cell, rowStyle, (widths[column] ?? 0) - 2 * padding.side).map((line) => line.text),
      );
    const heads = wrapped(head);
    const drawHead = () => rowPart(heads, widths, true);
    const fits = () => Math.floor((page.bottom - y - 2 * padding.top) / rowLead);
    const headHeight = Math.max(...heads.map((lines) => lines.length)) * rowLead + 2 * padding.top;
    const mostLines = Math.floor((page.bottom - page.top - headHeight - 2 * padding.top) / rowLead);
    const cellsOf = rows.map(wrapped);
    const firstLines = Math.max(1, ...(cellsOf[0] ?? []).map((lines) => lines.length));
    const beside = firstLines > mostLines ? fewestLines : firstLines;
    ensure(headHeight + beside * rowLead + 2 * padding.top);
    drawHead();
    for (let cells of cellsOf) {
      while (cells.some((lines) => lines.length > 0)) {
        const wanted = Math.max(...cells.map((lines) => lines.length));
        if (fits() < (wanted > mostLines ? fewestLines : wanted)) {
          newPage();
          drawHead();
        }
        const count = fits();
        rowPart(
          cells.map((lines) => lines.slice(0, count)),
          widths,
          false,
        );
        cells = cells.map((lines) => lines.slice(count));
      }
    }
  };

  return {
    doc,
    /** From the top of the page, in points. */
    at: () => y,
    skip: (points: number) => {
      y += points;
    },
    heightOf: (content: string, style: Style) => linesOf(content, style).length * style.lead,
    linesOf,
    ensure,
    put,
    text,
    rule,
    list,
  };
}

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
