import { defineProblems } from "#shared/kernel/http/problem.ts";

export const rectificationProblems = defineProblems({
  rectificationNotFound: { status: 404, zh: "没有找到这份整改工单。", en: "There is no such work order." },
  actionNotAllowed: {
    status: 409,
    zh: "工单现在的状态（{state}）不能这样处理；现在可以：{allowedActions}。",
    en: "This cannot be done with a work order that is {state}; possible now: {allowedActions}.",
  },
  realName: {
    status: 409,
    zh: "评价人选择匿名，不能回访，请依据办理记录核实。",
    en: "The rater is anonymous and is not called; please verify by the records.",
  },
  notHandler: {
    status: 409,
    zh: "办件由您经办，请由其他人员核实。",
    en: "You handled the case; somebody else must verify this.",
  },
  appealInTime: {
    status: 409,
    zh: "申诉期限已过，或已经申诉过一次。",
    en: "The time for an appeal is over, or there was one before.",
  },
  notAppellant: {
    status: 409,
    zh: "申诉人不能复核自己的申诉。",
    en: "Whoever appealed does not decide the appeal.",
  },
  staleRectification: {
    status: 412,
    zh: "工单已有更新，当前版本为 {currentVersion}，请刷新后再试。",
    en: "The work order has changed; its version is now {currentVersion}. Please reload and try again.",
  },
});
