import { defineProblems } from "#shared/kernel/http/problem.ts";

export const catalogueProblems = defineProblems({
  itemNotFound: {
    status: 404,
    zh: "没有这个事项或这个版本。",
    en: "There is no such service item or version.",
  },
});
