import type { Font } from "fontkit";
import PdfDocument from "pdfkit";
import type { OfficialDocument } from "./compose.ts";
import { drawQrCode, drawSeal, sealRadius } from "./marks.ts";
import { signatureField } from "./sealing/sealed-pdf.ts";
import { grey, page, type Sheet, type Style, sheetOf, textWidth } from "./sheet.ts";
import { chineseDay, mapTexts, printable } from "./text.ts";

const body: Style = { size: 12, lead: 24, align: "justify", indent: 24 };
const small: Style = { size: 9, lead: 14 };
const qrSize = 60;
/** What the end needs: the seal's circle with room above it. */
const endHeight = 2 * sealRadius + 20;
/** A last paragraph up to this height goes to a new page together with the signature. */
const keptTogether = 8 * body.lead;

function drawHead(sheet: Sheet, document: OfficialDocument): void {
  sheet.text(document.organ, { size: 15, lead: 26, align: "center" });
  sheet.skip(4);
  sheet.text(document.title, { size: 22, lead: 36, align: "center", bold: true }, "H1");
  sheet.text(document.english, { ...small, align: "center", colour: grey, lang: "en" });
  sheet.skip(16);
  const line: Style = { size: 10, lead: 20 };
  const put = (text: string, style: Style): void =>
    sheet.tags.element("P", () => sheet.put(text, page.left, sheet.at(), textWidth, style));
  put(`办件编号：${document.caseNumber}`, line);
  if (document.number) put(document.number, { ...line, align: "right" });
  sheet.skip(line.lead);
  sheet.rule("#b03030");
  sheet.skip(20);
}

function drawBody(sheet: Sheet, { addressee, record, paragraphs, list }: OfficialDocument): void {
  sheet.text(record ? `申请人：${addressee}` : `${addressee}：`, { ...body, indent: 0 });
  for (const [index, paragraph] of paragraphs.entries()) {
    const height = sheet.heightOf(paragraph, body);
    // So that no page holds a signature and nothing that is signed.
    if (index === paragraphs.length - 1 && height <= keptTogether) sheet.ensure(height + endHeight);
    sheet.text(paragraph, body);
    if (index > 0 || !list) continue;
    sheet.skip(8);
    sheet.list(list);
    sheet.skip(14);
  }
}

function drawEnd(sheet: Sheet, document: OfficialDocument, seal: Uint8Array | undefined): void {
  sheet.ensure(endHeight);
  const { doc } = sheet;
  const top = sheet.at() + 20;
  const style: Style = { ...body, align: "center" };
  const organWidth = sheet.widthOf(document.organ, style);
  const half = Math.max(organWidth / 2, sealRadius);
  const centre = page.right - half;
  drawSeal(sheet, centre, top + sealRadius, seal);
  const box = { left: centre - sealRadius, top, width: 2 * sealRadius, height: 2 * sealRadius };
  signatureField(doc, sheet.tags, box, document.organ);
  const sign = (text: string, y: number): void =>
    sheet.tags.element("P", () => sheet.put(text, centre - half, y, 2 * half, style));
  sign(document.organ, top + sealRadius - 14);
  sign(chineseDay(document.issuedAt), top + sealRadius + 10);

  drawQrCode(sheet, document.caseNumber, page.left, top, qrSize);
  const width = centre - half - page.left - 16;
  let y = top + qrSize + 8;
  for (const contact of document.contact)
    sheet.tags.element("P", () => {
      for (const line of sheet.linesOf(contact, small, width)) {
        sheet.put(line.text, page.left, y, width, { ...small, colour: grey });
        y += small.lead;
      }
    });
}

function drawFeet(sheet: Sheet, { caseNumber }: OfficialDocument): void {
  const { count } = sheet.doc.bufferedPageRange();
  const style: Style = { ...small, colour: grey };
  for (let index = 0; index < count; index += 1) {
    sheet.doc.switchToPage(index);
    const number = `第 ${index + 1} 页 共 ${count} 页`;
    sheet.tags.artifact(() => {
      sheet.put(`办件编号 ${caseNumber}`, page.left, page.height - 48, textWidth, style);
      sheet.put(number, page.left, page.height - 48, textWidth, { ...style, align: "right" });
    }, "Pagination");
  }
}

export type Assets = {
  /** A TrueType font with Chinese, opened once for many documents: what was read of it is half the work of one. */
  font: Font;
  /** Characters that are in no other: read only for a document that has such a one. */
  rareFont?: () => Promise<Font>;
  /** The organ's seal as PNG; without one its place is marked. */
  seal?: Uint8Array | undefined;
};

function printableBy(fonts: Font[], document: OfficialDocument) {
  const lacking = new Set<number>();
  const has = (codePoint: number) => fonts.some((font) => font.hasGlyphForCodePoint(codePoint));
  const printed = mapTexts(document, (text) => printable(text, has, (one) => lacking.add(one)));
  return { printed, lacking: [...lacking] };
}

/**
 * The document as PDF with room for its seal, and the code points that the fonts lack. The same document gives the
 * same bytes.
 */
export async function renderOfficialDocument(
  document: OfficialDocument,
  { font, rareFont, seal }: Assets,
): Promise<{ pdf: Buffer; lacking: number[] }> {
  const doc = new PdfDocument({
    size: "A4",
    // The sheet minds the margins; pdfkit's own would begin pages by themselves.
    margin: 0,
    bufferPages: true,
    lang: "zh-CN",
    // For archives, and for those who have it read to them.
    pdfVersion: "1.7",
    subset: "PDF/A-2b",
    tagged: true,
    displayTitle: true,
    // The font as such, not by name: without one, pdfkit loads Helvetica's measures from a file beside its code.
    font: font as unknown as string,
    info: {
      Title: `${document.title} ${document.number ?? document.caseNumber}`,
      Author: document.organ,
      CreationDate: new Date(document.issuedAt),
      ModDate: new Date(document.issuedAt),
    },
  });
  const chunks: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    doc.on("data", (chunk: Buffer) => chunks.push(chunk));
    doc.on("end", resolve);
    doc.on("error", reject);
  });
  const common = printableBy([font], document);
  const fonts = common.lacking.length > 0 && rareFont ? [font, await rareFont()] : [font];
  const { printed, lacking } = fonts.length > 1 ? printableBy(fonts, document) : common;
  const sheet = sheetOf(doc, fonts);
  drawHead(sheet, printed);
  drawBody(sheet, printed);
  drawEnd(sheet, printed, seal);
  drawFeet(sheet, printed);
  doc.end();
  await ended;
  return { pdf: Buffer.concat(chunks), lacking };
}
