import type { Text } from "#shared/kernel/http/locale.ts";
import { defineProblems, Problem } from "#shared/kernel/http/problem.ts";
import type { Announcement } from "./document.ts";
import { type AcceptedType, type FileKind, isAccepted, refusals } from "./file-kind.ts";
import { type Finding, findingTexts } from "./inspection/findings.ts";

export const documentProblems = defineProblems({
  documentNotFound: { status: 404, zh: "没有找到这份材料。", en: "There is no such document." },
  officialDocumentNotThere: {
    status: 404,
    zh: "这份文书正在制作或已过保存期，请稍后再试。",
    en: "This document is still being made, or is no longer kept; please try again later.",
  },
  notUploaded: {
    status: 422,
    zh: "还没有收到文件，请先上传。",
    en: "No file has arrived yet; please upload it first.",
  },
  numberNotFound: {
    status: 404,
    zh: "没有这个文号，或者它不属于您的部门。",
    en: "There is no such number, or it is another department's.",
  },
  numberMayBeUsed: {
    status: 409,
    zh: "这份文书还可能制作完成，{until}以后才能把文号作废。",
    en: "Its document may still be made; the number can be recorded as void from {until} on.",
  },
  numberIsUsed: {
    status: 409,
    zh: "文号{number}的文书已经制作，不能作废；文书有误的，请制作更正通知书。",
    en: "The document {number} has been made, so its number is not void; correct the document where it is wrong.",
  },
  documentsTaken: {
    status: 422,
    zh: "这些文件已用于另一份申请，请重新上传：{documents}。",
    en: "These files belong to another application; please upload them again: {documents}.",
  },
  uploadTooOld: {
    status: 422,
    zh: "文件须在上传当日或次日确认，现已过期，请重新上传。",
    en: "A file has to be confirmed on the day of its upload or the next; please upload it again.",
  },
  infected: {
    status: 422,
    zh: "文件中发现病毒，不能接受。",
    en: "Malware was found in this file; it cannot be taken.",
  },
  scanPending: {
    status: 409,
    zh: "文件正在查毒，请稍后再确认。",
    en: "The file is still being scanned; please confirm again in a moment.",
  },
  scannerDown: {
    status: 503,
    zh: "查毒服务暂不可用，文件已保留，请稍后再确认。",
    en: "The virus scanner does not answer; your file is kept, please confirm again later.",
  },
});

const typeNames: Record<AcceptedType, Text> = {
  "application/pdf": { zh: " PDF 文件", en: "a PDF" },
  "image/jpeg": { zh: " JPEG 图片", en: "a JPEG picture" },
  "image/png": { zh: " PNG 图片", en: "a PNG picture" },
};

const otherBytes: Text = {
  zh: "收到的文件与选择的不是同一份，可能没有传完整，请重新上传。",
  en: "The file received is not the one that was announced, perhaps not all of it; please upload it again.",
};

/** 422 that says what the file really is; which facts differ, by name, stands in `fields`. */
export function doesNotMatch(
  fields: (keyof Announcement)[],
  announced: AcceptedType,
  kind: FileKind,
): Problem {
  const sentences: Text[] = [];
  if (fields.includes("contentType"))
    sentences.push(isAccepted(kind) ? otherType(announced, kind) : refusals[kind]);
  if (fields.some((field) => field !== "contentType")) sentences.push(otherBytes);
  const words = (locale: "zh" | "en", space: string) => sentences.map((text) => text[locale]).join(space);
  const text = { zh: words("zh", ""), en: words("en", " ") };
  return new Problem({ status: 422, code: "doesNotMatch", text }, { facts: { fields } });
}

const otherType = (announced: AcceptedType, kind: AcceptedType): Text => ({
  zh: `文件的内容是${typeNames[kind].zh}，不是申明的${typeNames[announced].zh}，请按实际格式重新上传。`,
  en: `The file is ${typeNames[kind].en} and not ${typeNames[announced].en} as announced; please upload it as what it is.`,
});

/** 422 that names every reason in words, and each by its code in `findings`. */
export function notAcceptable(findings: Finding[]): Problem {
  const words = (locale: "zh" | "en") => findings.map((finding) => findingTexts[finding][locale]);
  const text = {
    zh: `不能接受这个文件：${words("zh").join("；")}。请处理后重新上传。`,
    en: `This file cannot be taken: ${words("en").join("; ")}. Please mend it and upload it again.`,
  };
  return new Problem({ status: 422, code: "notAcceptable", text }, { facts: { findings } });
}
