import PdfDocument from "pdfkit";
import { encode } from "uqr";
import { chineseDay } from "./compose.ts";
import type { Paper } from "./paper.ts";

/** Points; A4 is 595 by 842. */
const margin = 72;
const width = 595 - 2 * margin;
const bottom = 842 - margin;
const sizes = { organ: 15, title: 22, english: 9, text: 12, small: 9 };
const lineGap = 7;
const seal = 52;

type Doc = PDFKit.PDFDocument;
type Glyphs = { hasGlyphForCodePoint(codePoint: number): boolean };

/** Characters that the font lacks are told by their code point: a blank box on an official paper misleads. */
export function printable(text: string, has: (codePoint: number) => boolean): string {
  return Array.from(text, (character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    if (has(codePoint) || character === "\n") return character;
    return `〔U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}〕`;
  }).join("");
}

function drawQrCode(doc: Doc, text: string, left: number, top: number, size: number): void {
  const { data } = encode(text, { border: 0 });
  const cell = size / data.length;
  for (const [row, cells] of data.entries())
    for (const [column, isDark] of cells.entries())
      if (isDark) doc.rect(left + column * cell, top + row * cell, cell, cell);
  doc.fill("black");
}

function drawSeal(doc: Doc, centre: number, middle: number): void {
  doc.save().circle(centre, middle, seal).dash(4, { space: 3 }).lineWidth(0.8).stroke("#b03030").restore();
  doc.fillColor("#b03030").fontSize(sizes.small);
  doc.text("印章位置", centre - seal, middle - 5, { width: 2 * seal, align: "center", lineBreak: false });
  doc.fillColor("black");
}

const columnsOf = (count: number): number[] =>
  count === 3 ? [40, (width - 40) / 2, (width - 40) / 2] : Array.from({ length: count }, () => width / count);

function drawList(doc: Doc, { head, rows }: NonNullable<Paper["list"]>): void {
  const columns = columnsOf(head.length);
  const padding = 5;
  doc.fontSize(sizes.text - 1);
  for (const [index, cells] of [head, ...rows].entries()) {
    const heights = cells.map((cell, column) =>
      doc.heightOfString(cell, { width: (columns[column] ?? 0) - 2 * padding, lineGap: 3 }),
    );
    const height = Math.max(...heights) + 2 * padding;
    if (doc.y + height > bottom) doc.addPage();
    const top = doc.y;
    let left = margin;
    for (const [column, cell] of cells.entries()) {
      const room = columns[column] ?? 0;
      doc.lineWidth(0.5).rect(left, top, room, height);
      if (index === 0) doc.fillAndStroke("#f0f0f0", "black");
      else doc.stroke("black");
      doc.fillColor("black").text(cell, left + padding, top + padding, {
        width: room - 2 * padding,
        lineGap: 3,
      });
      left += room;
    }
    doc.x = margin;
    doc.y = top + height;
  }
  doc.moveDown(1);
}

function drawBody(doc: Doc, paper: Paper): void {
  const paragraph = (text: string) =>
    doc.fontSize(sizes.text).text(text, margin, doc.y, { width, lineGap, indent: 2 * sizes.text });
  doc.fontSize(sizes.organ).text(paper.organ, margin, margin, { width, align: "center" });
  doc.moveDown(0.3).fontSize(sizes.title).text(paper.title, { width, align: "center" });
  doc.moveDown(0.2).fontSize(sizes.english).fillColor("#555555");
  doc.text(paper.english, { width, align: "center" }).fillColor("black");
  doc
    .moveDown(0.8)
    .fontSize(sizes.small + 1)
    .text(paper.number, { width, align: "right" });
  doc
    .moveDown(0.4)
    .lineWidth(0.8)
    .moveTo(margin, doc.y)
    .lineTo(margin + width, doc.y)
    .stroke("#b03030");
  doc.moveDown(1).fontSize(sizes.text).text(`${paper.addressee}：`, margin, doc.y, { width, lineGap });
  for (const [index, text] of paper.paragraphs.entries()) {
    paragraph(text);
    if (index === 0 && paper.list && paper.kind === "notice") {
      doc.moveDown(0.6);
      drawList(doc, paper.list);
    }
  }
  if (paper.list && paper.kind !== "notice") {
    doc.moveDown(0.6);
    drawList(doc, paper.list);
  }
  for (const text of paper.remedies) paragraph(text);
}

function drawEnd(doc: Doc, paper: Paper): void {
  // Signature, seal and code stay together.
  if (doc.y + 2 * seal + 60 > bottom) doc.addPage();
  const top = doc.y + 30;
  const right = margin + width;
  doc.fontSize(sizes.text);
  doc.text(paper.organ, margin, top + seal - 20, { width, align: "right" });
  doc.moveDown(0.3).text(chineseDay(paper.issuedAt), { width, align: "right" });
  drawSeal(doc, right - 80, top + seal);
  drawQrCode(doc, paper.caseNumber, margin, top, 72);
  doc.fontSize(sizes.small).text(`办件编号 ${paper.caseNumber}`, margin, top + 78, { width: 240 });
  doc
    .fillColor("#555555")
    .text(paper.contact, margin, top + 2 * seal + 14, { width })
    .fillColor("black");
}

function drawPageNumbers(doc: Doc): void {
  const { count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(page);
    // Below the margin, where pdfkit would otherwise begin a new page.
    doc.page.margins.bottom = 0;
    doc.fontSize(sizes.small).fillColor("#555555");
    doc.text(`第 ${page + 1} 页 共 ${count} 页`, margin, 842 - 48, {
      width,
      align: "center",
      lineBreak: false,
    });
  }
}

const printed = (paper: Paper, has: (codePoint: number) => boolean): Paper => {
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") return printable(value, has);
    if (Array.isArray(value)) return value.map(walk);
    if (value && typeof value === "object")
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(inner)]));
    return value;
  };
  return walk(paper) as Paper;
};

/** The paper as PDF. The same paper gives the same bytes: a redelivered event stores nothing new. */
export async function renderPaper(paper: Paper, font: Uint8Array): Promise<Buffer> {
  const doc = new PdfDocument({
    size: "A4",
    margin,
    bufferPages: true,
    lang: "zh-CN",
    // The font as such, not by name: without one, pdfkit loads Helvetica's measures from a file beside its code.
    font: font as unknown as string,
    info: {
      Title: `${paper.title} ${paper.number}`,
      Author: paper.organ,
      CreationDate: new Date(paper.issuedAt),
      ModDate: new Date(paper.issuedAt),
    },
  });
  const chunks: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    doc.on("data", (chunk: Buffer) => chunks.push(chunk));
    doc.on("end", resolve);
    doc.on("error", reject);
  });
  const { font: glyphs } = (doc as unknown as { _font: { font: Glyphs } })._font;
  const safe = printed(paper, (codePoint) => glyphs.hasGlyphForCodePoint(codePoint));
  drawBody(doc, safe);
  drawEnd(doc, safe);
  drawPageNumbers(doc);
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}
