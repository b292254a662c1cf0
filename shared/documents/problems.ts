import { defineProblems } from "#shared/kernel/http/problem.ts";

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
