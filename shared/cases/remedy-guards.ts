import { anotherThan, type GuardRow } from "#shared/kernel/lifecycle/lifecycle.ts";
import type { DecisionContext } from "./command.ts";
import type { CaseRow } from "./record.ts";
import { isRemedyOpen, isToCarryOut } from "./remedies.ts";

/** What becomes of a decision afterwards: 行政复议, 行政诉讼, 自行纠正. */
export const remedyGuards = {
  remedyOver: {
    holds: (head) => !isRemedyOpen(head),
    text: {
      zh: "已经登记的复议、诉讼还没有结果，或者结果还没有执行。",
      en: "A reconsideration or lawsuit is recorded that has not ended, or whose outcome is not carried out.",
    },
  },
  /** A decision that was made anew is questioned there. */
  notDecidedAnew: {
    holds: ({ remedy }) => remedy?.anew === undefined,
    facts: (_around, { remedy }) => ({ anew: remedy?.anew ?? "" }),
    text: {
      zh: "原决定已经撤销或者另行办理，请在重新办理的办件 {anew} 登记。",
      en: "The decision is made anew in case {anew}; please record it there.",
    },
  },
  remedyOpen: {
    holds: isRemedyOpen,
    text: {
      zh: "没有等待结果的复议、诉讼，请先登记收到。",
      en: "No reconsideration or lawsuit waits for its outcome; please record its receipt first.",
    },
  },
  remedyToCarryOut: {
    holds: isToCarryOut,
    text: {
      zh: "没有需要执行的复议、诉讼结果。",
      en: "There is no outcome of a reconsideration or lawsuit to carry out.",
    },
  },
  anotherCarriesOut: anotherThan(({ remedy }) => [remedy?.by], {
    zh: "登记结果的人不能自己批准执行，请由部门负责人办理。",
    en: "Whoever recorded the outcome cannot carry it out; the head of the department does.",
  }),
} satisfies Record<string, GuardRow<CaseRow, DecisionContext>>;
