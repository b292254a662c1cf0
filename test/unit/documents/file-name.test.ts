import { describe, expect, test } from "vitest";
import { type AcceptedType, maxDocumentBytes } from "#shared/documents/accepted.ts";
import { announceDocument } from "#shared/documents/api.ts";
import { nameFault, nameFor } from "#shared/documents/file-name.ts";

const deceiving: [string, AcceptedType, RegExp][] = [
  ["licence.pdf.exe", "application/pdf", /extension/],
  ["www.chinatax.com", "application/pdf", /extension/],
  ["申请表.pdf.zip", "application/pdf", /extension/],
  ["licence.pdf", "image/png", /does not fit/],
  ["photo.jpg", "application/pdf", /does not fit/],
  ["photo\u202egpj.exe.jpg", "image/jpeg", /invisible/],
  ["photo\u2066fdp.jpg", "image/jpeg", /invisible/],
  ["li\u200bcence.pdf", "application/pdf", /invisible/],
  ["licence\u00ad.pdf", "application/pdf", /invisible/],
  ["CON.pdf", "application/pdf", /reserved/],
  ["nul", "application/pdf", /reserved/],
  ["lpt1 .x.pdf", "application/pdf", /reserved/],
  [".pdf", "application/pdf", /reserved/],
  ["licence.pdf.", "application/pdf", /reserved/],
];

const honest: [string, AcceptedType][] = [
  ["营业执照（副本）.pdf", "application/pdf"],
  ["licence v1.2 final.PDF", "application/pdf"],
  ["IMG_2031.jpeg", "image/jpeg"],
  ["photo.JFIF", "image/jpeg"],
  ["扫描件", "application/pdf"],
  ["consent.pdf", "application/pdf"],
  ["身份证.正面.png", "image/png"],
  ["www.chinatax.com.pdf", "application/pdf"],
  ["report.js.pdf", "application/pdf"],
  ["申请表.zip.pdf", "application/pdf"],
  ["x.exe.pdf", "application/pdf"],
];

const body = announceDocument.body;
const announced = (fileName: string, contentType: string, size = 1) =>
  body.safeParse({ fileName, contentType, size, sha256: "0".repeat(64) });
const messages = (parsed: ReturnType<typeof announced>) =>
  parsed.error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];

describe("a name", () => {
  test.each(deceiving)("%j as %s deceives", (name, type, en) => {
    const fault = nameFault(name, type);
    const [inChinese, inEnglish] = fault?.split("|") ?? [];
    expect(inEnglish).toMatch(en);
    expect(inChinese).toMatch(/\p{Script=Han}/u);
    expect(messages(announced(name, type))).toEqual([`fileName: ${fault}`]);
  });

  test.each(honest)("%j as %s is taken", (name, type) => {
    expect(announced(name, type).success).toBe(true);
  });
});

test.each<[string, AcceptedType, string]>([
  ["微信图片.jpg", "image/png", "微信图片.png"],
  ["scan.v2.PNG", "image/jpeg", "scan.v2.jpg"],
  ["photo.jfif", "image/jpeg", "photo.jfif"],
  ["扫描件", "application/pdf", "扫描件"],
  ["2026.11.23 笔录", "application/pdf", "2026.11.23 笔录"],
])("%j with a content of %s is named %j", (name, type, named) => {
  expect(nameFor(name, type)).toBe(named);
});

test("everything wrong is listed at once", () => {
  const parsed = body.safeParse({
    fileName: "x.png",
    contentType: "application/pdf",
    size: -1,
    sha256: "no",
  });
  expect(parsed.error?.issues.map(({ path }) => path[0]).toSorted()).toEqual(["fileName", "sha256", "size"]);
  expect(messages(announced("x\u200b.png", "image/heic"))).toHaveLength(2);
});

test("an empty file is refused as empty", () => {
  expect(messages(announced("photo.jpg", "image/jpeg", 0))).toEqual([
    "size: 文件是空的；若在网盘或聊天软件里，请先下载到本机再上传。|The file is empty; if it lies in a cloud drive or a chat, please download it to this device first.",
  ]);
});

test("what is not taken is refused with what is", () => {
  expect(messages(announced("photo.heic", "image/heic"))).toEqual([
    "contentType: 请上传 PDF、OFD、JPEG 或 PNG 文件。|Please upload a PDF, OFD, JPEG or PNG file.",
  ]);
  expect(announced("scan.pdf", "application/pdf", maxDocumentBytes).success).toBe(true);
  expect(messages(announced("scan.pdf", "application/pdf", maxDocumentBytes + 1))).toEqual([
    "size: 文件不能超过 20 MB。|A file may have 20 MB at most.",
  ]);
});
