import { defineProblems } from "#shared/kernel/http/problem.ts";

export const licenceProblems = defineProblems({
  licenceNotFound: { status: 404, zh: "没有找到这份电子证照。", en: "There is no such licence." },
});
