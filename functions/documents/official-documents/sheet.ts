import type { Font } from "fontkit";
import type PdfDocument from "pdfkit";
import type { OfficialDocumentList } from "./compose.ts";
import { tagsOf } from "./tags.ts";
import { type Run, runsOf, wrap } from "./text.ts";

type Doc = InstanceType<typeof PdfDocument>;

/** Points; A4 is 595 by 842. */
export const page = { width: 595, height: 842, left: 76, right: 519, top: 70, bottom: 770 };
export const textWidth = page.right - page.left;
export const grey = "#555555";

export type Style = {
  size: number;
  /** From one line to the next, in points. */
  lead: number;
  align?: "left" | "center" | "right" | "justify";
  indent?: number;
  colour?: string;
  /** Of the words, where it is not the document's. */
  lang?: string;
  /** Drawn with an outline: one font is 10 MB, a second one for headings is not worth as much again. */
  bold?: boolean;
};

/** A line may be stretched by a character or so; one that is far shorter ends where it ends. */
const maxStretch = 0.12;
const rowLead = 18;
const rowStyle: Style = { size: 10.5, lead: rowLead };
/** Fewer of a row are not left at the foot of a page. */
const fewestLines = 3;
const padding = { side: 6, top: 5 };

export type Sheet = ReturnType<typeof sheetOf>;

/**
 * A document and the place on its current page where the next thing goes; goes on to new pages by itself. A character
 * is drawn with the first of the fonts that has it.
 */
export function sheetOf(doc: Doc, fonts: Font[]) {
  let y = page.top;
  const tags = tagsOf(doc);

  const runs = (text: string) =>
    runsOf(text, (codePoint) =>
      Math.max(
        fonts.findIndex((font) => font.hasGlyphForCodePoint(codePoint)),
        0,
      ),
    );
  /** Under its name, by which pdfkit finds it again; its types know of files only. */
  const choose = (index: number): Doc => {
    const font = fonts[index] as Font;
    return doc.font(font as unknown as string, font.postscriptName ?? String(index));
  };
  /** How far under the top of a line its letters stand, of the size. */
  const ascent = (index: number): number => {
    const { ascent: height, unitsPerEm } = fonts[index] as Font;
    return height / unitsPerEm;
  };
  const runWidth = ({ text, font }: Run, size: number): number =>
    choose(font).fontSize(size).widthOfString(text);
  const widthOf =
    ({ size }: Style) =>
    (text: string) =>
      runs(text).reduce((sum, run) => sum + runWidth(run, size), 0);
  const linesOf = (text: string, style: Style, width = textWidth) =>
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
    const characterSpacing = stretch && gap > 0 && gap < maxStretch * size ? gap : 0;
    const shift = { left: 0, justify: 0, center: free / 2, right: free }[align];
    doc
      .fillColor(colour)
      .strokeColor(colour)
      .lineWidth(size / 40);
    let x = left + shift;
    for (const run of runs(text)) {
      const advance = runWidth(run, size) + characterSpacing * Array.from(run.text).length;
      doc.text(run.text, x, top + (ascent(0) - ascent(run.font)) * size, {
        lineBreak: false,
        characterSpacing,
        ...(bold && { stroke: true, fill: true }),
      });
      x += advance;
    }
  };

  const text = (content: string, style: Style, element = "P"): void => {
    const lines = linesOf(content, style);
    const draw = (): void => {
      for (const [index, line] of lines.entries()) {
        ensure(style.lead);
        const begins = index === 0 || lines[index - 1]?.last;
        const indent = begins ? (style.indent ?? 0) : 0;
        put(
          line.text,
          page.left + indent,
          y,
          textWidth - indent,
          style,
          style.align === "justify" && !line.last,
        );
        y += style.lead;
      }
    };
    tags.element(element, draw, style.lang ? { lang: style.lang } : {});
  };

  const rule = (colour: string): void => {
    tags.artifact(() => doc.lineWidth(0.8).moveTo(page.left, y).lineTo(page.right, y).stroke(colour));
  };

  /** Some lines of a row, in its boxes. A head that is repeated on a page is not read out again. */
  const rowPart = (cells: string[][], widths: number[], kind: "head" | "repeated" | "row"): void => {
    const top = y;
    const height = Math.max(...cells.map((lines) => lines.length)) * rowLead + 2 * padding.top;
    const boxes = cells.map((lines, column) => {
      const left = page.left + widths.slice(0, column).reduce((sum, width) => sum + width, 0);
      return { lines, left, width: widths[column] ?? 0 };
    });
    const drawBoxes = (): void => {
      for (const { left, width } of boxes) {
        doc.lineWidth(0.5).rect(left, top, width, height);
        if (kind === "row") doc.stroke("black");
        else doc.fillAndStroke("#f0f0f0", "black");
      }
    };
    const write = ({ lines, left, width }: (typeof boxes)[number]): void => {
      for (const [index, line] of lines.entries())
        put(
          line,
          left + padding.side,
          top + padding.top + index * rowLead,
          width - 2 * padding.side,
          rowStyle,
        );
    };
    y += height;
    if (kind === "repeated") {
      const draw = (): void => {
        drawBoxes();
        boxes.forEach(write);
      };
      tags.artifact(draw, "Pagination");
      return;
    }
    tags.artifact(drawBoxes);
    tags.group("TR", () => {
      for (const box of boxes)
        if (kind === "head") tags.element("TH", () => write(box), { scope: "Column" });
        else tags.element("TD", () => write(box));
    });
  };

  /** Rows stay whole but for one that no page can take; the head stands over every page's part. */
  const drawList = ({ head, widths: shares, rows }: OfficialDocumentList): void => {
    const widths = shares.map((share) => share * textWidth);
    const wrapped = (row: string[]): string[][] =>
      row.map((cell, column) =>
        linesOf(cell, rowStyle, (widths[column] ?? 0) - 2 * padding.side).map((line) => line.text),
      );
    const heads = wrapped(head);
    const fits = () => Math.floor((page.bottom - y - 2 * padding.top) / rowLead);
    const headHeight = Math.max(...heads.map((lines) => lines.length)) * rowLead + 2 * padding.top;
    const maxLines = Math.floor((page.bottom - page.top - headHeight - 2 * padding.top) / rowLead);
    const cellsOf = rows.map(wrapped);
    const firstLines = Math.max(1, ...(cellsOf[0] ?? []).map((lines) => lines.length));
    const beside = firstLines > maxLines ? fewestLines : firstLines;
    ensure(headHeight + beside * rowLead + 2 * padding.top);
    rowPart(heads, widths, "head");
    for (let cells of cellsOf) {
      while (cells.some((lines) => lines.length > 0)) {
        const wanted = Math.max(...cells.map((lines) => lines.length));
        if (fits() < (wanted > maxLines ? fewestLines : wanted)) {
          newPage();
          rowPart(heads, widths, "repeated");
        }
        const count = fits();
        rowPart(
          cells.map((lines) => lines.slice(0, count)),
          widths,
          "row",
        );
        cells = cells.map((lines) => lines.slice(count));
      }
    }
  };

  const list = (one: OfficialDocumentList): void => tags.group("Table", () => drawList(one));

  return {
    doc,
    tags,
    /** From the top of the page, in points. */
    at: () => y,
    skip: (points: number) => {
      y += points;
    },
    heightOf: (content: string, style: Style) => linesOf(content, style).length * style.lead,
    widthOf: (content: string, style: Style) => widthOf(style)(content),
    linesOf,
    ensure,
    put,
    text,
    rule,
    list,
  };
}
