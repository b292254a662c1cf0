import { defineProblems } from "#shared/kernel/http/problem.ts";

export const consultationProblems = defineProblems({
  tooManyOpenConsultations: {
    status: 409,
    zh: "您有 {open} 个咨询还在办理，最多同时 {most} 个，请等答复后再提。",
    en: "{open} of your questions are open, {most} at most; please wait for an answer.",
  },
  nothingToPublish: {
    status: 409,
    zh: "该咨询还没有答复，不能据此拟定常见问题。",
    en: "The question has no answer yet, so nothing can be published from it.",
  },
});
