import { defineProblems } from "#shared/kernel/http/problem.ts";

export const examinationProblems = defineProblems({
  caseNotExamined: {
    status: 409,
    zh: "办件不在审查阶段（受理后、作出决定前），不能进行这项程序。",
    en: "The case is not being examined: this is done after acceptance and before the decision.",
  },
  tooManyExaminations: {
    status: 409,
    zh: "一个办件最多 {most} 项；人数更多的，请以公告方式告知。",
    en: "A case has {most} of these at most; more people are informed by public notice.",
  },
});
