import { defineProblems } from "#shared/kernel/http/problem.ts";

export const catalogueProblems = defineProblems({
  itemNotFound: {
    status: 404,
    zh: "没有这个事项或这个版本。",
    en: "There is no such service item or version.",
  },
  editionNotFound: {
    status: 404,
    zh: "没有这一版搜索索引。",
    en: "There is no such edition of the search index.",
  },
});
