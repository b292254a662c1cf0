import type { Text } from "#shared/kernel/http/locale.ts";
import { type AcceptedType, acceptedTypes, emptyFile } from "./accepted.ts";

/** Bytes at a file's beginning by which its kind is recognised. */
export const sniffedBytes = 4096;

const picture = (name: string): Text => ({
  zh: `这是 ${name} 图片，请转为 JPEG、PNG 或 PDF 后再上传。`,
  en: `This is a picture in ${name} format; please convert it to JPEG, PNG or PDF and upload that.`,
});
const paper = (zh: string, en: string): Text => ({
  zh: `这是${zh}，请另存为 PDF 后再上传。`,
  en: `This is ${en}; please save it as PDF and upload that.`,
});
const archive = (name: string): Text => ({
  zh: `这是 ${name} 压缩包，请解压后把里面的文件逐个上传。`,
  en: `This is a ${name} archive; please unpack it and upload the files one by one.`,
});
const other = (zh: string, en: string): Text => ({
  zh: `${zh}，请上传 PDF、OFD、JPEG 或 PNG 文件。`,
  en: `${en}; please upload a PDF, OFD, JPEG or PNG file.`,
});

/** What each kind that is not taken is, and what its sender can do. */
export const refusals = {
  empty: emptyFile,
  webp: picture("WebP"),
  heic: {
    zh: "这是 HEIC 图片，请转为 JPEG、PNG 或 PDF 后再上传；苹果手机可在“设置 > 相机 > 格式”中选“兼容性最佳”后重新拍摄。",
    en: "This is a picture in HEIC format; please convert it to JPEG, PNG or PDF and upload that. An iPhone takes JPEG with Settings > Camera > Formats > Most Compatible.",
  },
  avif: picture("AVIF"),
  gif: picture("GIF"),
  bmp: picture("BMP"),
  tiff: picture("TIFF"),
  word: paper(" Word 文档", "a Word document"),
  excel: paper(" Excel 表格", "an Excel sheet"),
  slides: paper(" PowerPoint 演示文稿", "a PowerPoint presentation"),
  oldOffice: paper("旧版 Office 文档（如 .doc、.xls）", "an older Office document (.doc or .xls)"),
  rtf: paper(" RTF 文档", "an RTF document"),
  page: paper("网页或 XML 文件", "a web page or an XML file"),
  text: paper("文本文件", "a text file"),
  zip: archive("ZIP"),
  rar: archive("RAR"),
  sevenZip: archive("7z"),
  gzip: archive("GZIP"),
  film: other("这是视频", "This is a film"),
  program: other("这是程序，不能接受", "This is a programme, which is not taken"),
  unknown: other(
    "认不出这个文件的格式，它可能已损坏",
    "The format of this file is not known; it may be damaged",
  ),
} as const satisfies Record<string, Text>;
export type OtherKind = keyof typeof refusals;
export type FileKind = AcceptedType | OtherKind;

export const isAccepted = (kind: FileKind): kind is AcceptedType =>
  (acceptedTypes as readonly string[]).includes(kind);

/** A byte-order mark or white space before the first line is shown by every viewer (PDF Reference 1.7, app. H, 13). */
const isPdf = (head: string): boolean => /^(?:\xef\xbb\xbf)?[\t\n\f\r \0]{0,1021}%PDF-[12]\.\d/.test(head);
const isPage = (head: string): boolean =>
  /^(?:\xef\xbb\xbf)?\s*<(!doctype|html|\?xml|svg|head|body|script)/i.test(head);
const isText = (head: string): boolean => Array.from(head).every((sign) => sign >= " " || /\s/.test(sign));

/** ISO base media: pictures and films share it; the brand tells. */
function brandedKind(head: string): FileKind {
  const brand = head.slice(8, 12);
  if (/^avi[fs]$/.test(brand)) return "avif";
  if (!/^(hei[cxms]|hev[cxms]|mif1|msf1)$/.test(brand)) return "film";
  return head.slice(8, 64).includes("avif") ? "avif" : "heic";
}

function packedKind(head: string): FileKind {
  if (head.includes("OFD.xml")) return "application/ofd";
  const [folder = ""] = /\b(word|xl|ppt)\//.exec(head) ?? [];
  return ({ "word/": "word", "xl/": "excel", "ppt/": "slides" } as Record<string, FileKind>)[folder] ?? "zip";
}

type Beginning = [start: string, kind: FileKind | ((head: string) => FileKind), at?: number];
const beginnings: Beginning[] = [
  ["\xff\xd8\xff", "image/jpeg"],
  ["\x89PNG\r\n\x1a\n", "image/png"],
  ["WEBP", "webp", 8],
  ["AVI ", "film", 8],
  ["ftyp", brandedKind, 4],
  ["GIF87a", "gif"],
  ["GIF89a", "gif"],
  ["BM", (head) => (head.startsWith("\0\0\0\0", 6) ? "bmp" : "unknown")],
  ["II*\0", "tiff"],
  ["MM\0*", "tiff"],
  ["PK\x03\x04", packedKind],
  ["Rar!\x1a\x07", "rar"],
  ["7z\xbc\xaf\x27\x1c", "sevenZip"],
  ["\x1f\x8b", "gzip"],
  ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "oldOffice"],
  ["{\\rtf", "rtf"],
  ["\x1aE\xdf\xa3", "film"],
  ["MZ", "program"],
  ["\x7fELF", "program"],
  ["\xca\xfe\xba\xbe", "program"],
  ["#!", "program"],
];

/** What a file really is, by its first bytes and whatever its name says. Pure. */
export function kindOf(bytes: Uint8Array): FileKind {
  const head = Array.from(bytes.subarray(0, sniffedBytes), (byte) => String.fromCharCode(byte)).join("");
  if (head === "") return "empty";
  if (isPdf(head)) return "application/pdf";
  const [, kind] = beginnings.find(([start, , at]) => head.startsWith(start, at ?? 0)) ?? [];
  if (kind) return typeof kind === "function" ? kind(head) : kind;
  if (isPage(head)) return "page";
  return isText(head) ? "text" : "unknown";
}
