import { describe, expect, test } from "vitest";
import { makeJpeg, makePdf } from "#local/play/files.ts";
import { type FileKind, isAccepted, kindOf, type OtherKind, refusals } from "#shared/documents/file-kind.ts";
import { doesNotMatch } from "#shared/documents/refused-files.ts";
import { heicOf } from "#test/support/heic-files.ts";
import { joined, latin, pngOf, zipOf } from "#test/support/hostile-files.ts";
import { ofdOf } from "#test/support/ofd-files.ts";

const jpeg = makeJpeg(1).bytes;
const pdf = makePdf("good").bytes;

const taken: [string, Buffer, FileKind][] = [
  ["a photograph", jpeg, "image/jpeg"],
  ["a screenshot", pngOf(), "image/png"],
  ["a PDF", pdf, "application/pdf"],
  ["a PDF behind a byte-order mark", joined("\xef\xbb\xbf", pdf), "application/pdf"],
  ["a PDF behind white space", joined(" \r\n\0", pdf), "application/pdf"],
  ["an invoice in OFD", ofdOf(), "application/ofd"],
];

/** What is handed in, what it is, and the beginnings of what is said of it. */
const refused: [string, Buffer, OtherKind, zh: string, en: string][] = [
  ["nothing", latin(""), "empty", "文件是空的；若在网盘或聊天软件里，请先下载到本机", "The file is empty;"],
  [
    "what messengers save",
    latin("RIFF\x22\0\0\0WEBPVP8 "),
    "webp",
    "这是 WebP 图片，请转为 JPEG、PNG 或 PDF 后再上传。",
    "This is a picture in WebP format; please convert it",
  ],
  [
    "an iPhone's picture",
    heicOf("heic", "mif1", "heic"),
    "heic",
    "这是 HEIC 图片",
    "This is a picture in HEIC",
  ],
  [
    "a HEIF picture",
    heicOf("mif1", "mif1", "heic", "hevc"),
    "heic",
    "这是 HEIC 图片",
    "This is a picture in HEIC",
  ],
  [
    "an AVIF picture",
    latin("\0\0\0\x1cftypavif\0\0\0\0avifmif1"),
    "avif",
    "这是 AVIF 图片",
    "This is a picture in AVIF",
  ],
  [
    "a film",
    latin("\0\0\0\x14ftypqt  \0\0\0\0qt  "),
    "film",
    "这是视频，请上传 PDF、OFD、JPEG 或 PNG",
    "This is a film;",
  ],
  ["a GIF", latin("GIF89a\x01\0\x01\0"), "gif", "这是 GIF 图片", "This is a picture in GIF"],
  ["a BMP", latin("BM\x46\0\0\0\0\0\0\0\x36"), "bmp", "这是 BMP 图片", "This is a picture in BMP"],
  ["a TIFF", latin("II*\0\x08\0\0\0"), "tiff", "这是 TIFF 图片", "This is a picture in TIFF"],
  [
    "a Word document",
    zipOf("word/document.xml"),
    "word",
    "这是 Word 文档，请另存为 PDF 后再上传。",
    "This is a Word document; please save it as PDF",
  ],
  ["an Excel sheet", zipOf("xl/workbook.xml"), "excel", "这是 Excel 表格", "This is an Excel sheet"],
  [
    "a ZIP archive",
    zipOf("a.jpg"),
    "zip",
    "这是 ZIP 压缩包，请解压后把里面的文件逐个上传。",
    "This is a ZIP archive; please unpack it",
  ],
  ["a RAR archive", latin("Rar!\x1a\x07\x01\0"), "rar", "这是 RAR 压缩包", "This is a RAR archive"],
  [
    "an old Word document",
    latin("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0"),
    "oldOffice",
    "这是旧版 Office 文档",
    "This is an older Office",
  ],
  ["a saved page", latin("\n<!DOCTYPE html><p>"), "page", "这是网页或 XML 文件", "This is a web page"],
  ["a note", Buffer.from("您好"), "text", "这是文本文件，请另存为 PDF", "This is a text file"],
  ["a programme", latin("MZ\x90\0\x03"), "program", "这是程序，不能接受", "This is a programme"],
  [
    "rubbish",
    latin("\x01\x02\x03\x04"),
    "unknown",
    "认不出这个文件的格式",
    "The format of this file is not known",
  ],
];

describe("what a file is, by its first bytes", () => {
  test.each(taken)("%s is taken", (_name, bytes, kind) => {
    expect(kindOf(bytes)).toBe(kind);
    expect(isAccepted(kind)).toBe(true);
  });

  test.each(refused)("%s is called what it is", (_name, bytes, kind, zh, en) => {
    expect(kindOf(bytes)).toBe(kind);
    const { text, facts } = doesNotMatch(["contentType"], "image/jpeg", kind);
    expect(text).toEqual(refusals[kind]);
    expect([text.zh.slice(0, zh.length), text.en.slice(0, en.length)]).toEqual([zh, en]);
    expect(facts).toEqual({ fields: ["contentType"] });
  });

  test("no sentence names a field, and each says what to do", () => {
    const all = (["size", "sha256", "contentType"] as const).flatMap((field) =>
      (["image/png", "webp"] as const).map((kind) => doesNotMatch([field], "image/jpeg", kind).text),
    );
    for (const { zh, en } of [...all, ...Object.values(refusals)]) {
      expect(zh + en).not.toMatch(/contentType|sha256|size/i);
      expect(zh).toMatch(/请/);
      expect(en).toMatch(/please|An iPhone/);
    }
  });

  test("an accepted kind under another name must be sent as what it is", () => {
    expect(doesNotMatch(["contentType"], "image/jpeg", "image/png").text).toEqual({
      zh: "文件的内容是 PNG 图片，不是申明的 JPEG 图片，请按实际格式重新上传。",
      en: "The file is a PNG picture and not a JPEG picture as announced; please upload it as what it is.",
    });
  });
});
