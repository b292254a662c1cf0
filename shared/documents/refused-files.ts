import type { Text } from "#shared/kernel/http/locale.ts";
import { Problem } from "#shared/kernel/http/problem.ts";
import type { AcceptedType } from "./accepted.ts";
import type { Announcement } from "./document.ts";
import { type FileKind, isAccepted, refusals } from "./file-kind.ts";
import { type Finding, findingTexts } from "./inspection/findings.ts";

const typeNames: Record<AcceptedType, Text> = {
  "application/pdf": { zh: " PDF 文件", en: "a PDF" },
  "application/ofd": { zh: " OFD 文件", en: "an OFD file" },
  "image/jpeg": { zh: " JPEG 图片", en: "a JPEG picture" },
  "image/png": { zh: " PNG 图片", en: "a PNG picture" },
};

const otherBytes: Text = {
  zh: "收到的文件与选择的不是同一份，可能没有传完整，请重新上传。",
  en: "The file received is not the one that was announced, perhaps not all of it; please upload it again.",
};

/** 422 that says what the file really is; which facts differ, by name, is in `fields`. */
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
