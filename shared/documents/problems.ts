import { defineProblems } from "#shared/http/problem.ts";

export const documentProblems = defineProblems({
  documentNotFound: { status: 404, zh: "没有找到这份材料。", en: "There is no such document." },
  keyReused: {
    status: 422,
    zh: "这个 Idempotency-Key 已用于另一份文件。",
    en: "This Idempotency-Key was used for another file.",
  },
  notUploaded: {
    status: 422,
    zh: "还没有收到文件，请先上传。",
    en: "No file has arrived yet; please upload it first.",
  },
  doesNotMatch: {
    status: 422,
    zh: "收到的文件与申明的不一致：{fields}。请重新上传。",
    en: "The file received differs from what was announced: {fields}. Please upload it again.",
  },
});
