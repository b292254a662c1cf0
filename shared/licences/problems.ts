import { defineProblems } from "#shared/kernel/http/problem.ts";

export const licenceProblems = defineProblems({
  licenceNotFound: { status: 404, zh: "没有找到这份电子证照。", en: "There is no such licence." },
  stateNotAllowed: {
    status: 409,
    zh: "电子证照现在的状态（{state}）不能这样处理；现在可以：{allowedActions}。",
    en: "This cannot be done with a licence that is {state}; possible now: {allowedActions}.",
  },
  staleLicence: {
    status: 412,
    zh: "电子证照已有更新，当前版本为 {currentVersion}，请刷新后再试。",
    en: "The licence has changed; its version is now {currentVersion}. Please reload and try again.",
  },
});
