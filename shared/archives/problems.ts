import { defineProblems } from "#shared/kernel/http/problem.ts";

export const archiveProblems = defineProblems({
  noPackage: {
    status: 409,
    zh: "还没有归档信息包，或者已经销毁（{state}）；归档后再下载。",
    en: "There is no package yet, or it was destroyed ({state}); download it once it is archived.",
  },
});
