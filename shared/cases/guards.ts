import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import type { GuardRow } from "#shared/kernel/lifecycle/lifecycle.ts";
import type { DecisionContext } from "./command.ts";

export type { DecisionContext } from "./command.ts";

import { deliveryGuards } from "./delivery-guards.ts";
import { examinationGuards } from "./examination-guards.ts";
import { feeGuards } from "./fee-guards.ts";
import { handlerGuards } from "./handler-guards.ts";
import { jointGuards } from "./joint-guards.ts";
import { limitGuards } from "./limit-guards.ts";
import { lookUpGuards } from "./look-ups.ts";
import { partyGuards } from "./party-guards.ts";
import { proposalGuards } from "./proposal-guards.ts";
import { type CaseRow, maxOpinions } from "./record.ts";
import { remedyGuards } from "./remedy-guards.ts";
import { isTheirs, isWaitingFor } from "./rights.ts";

/** Conditions beyond state and role, each with the sentence that a refusal shows. */
export const guards = {
  /** Held against every action but those of a department that is asked. */
  theirs: {
    ofRole: true,
    holds: (head, actor, { department, as }) => isTheirs(head, { ...actor, as }, department),
    text: { zh: "这不是您或您部门的办件。", en: "This case is not yours or your department's." },
  },
  asked: {
    ofRole: true,
    holds: (head, _actor, { department }) => isWaitingFor(head, department),
    text: { zh: "没有征求您部门的意见。", en: "Your department is not asked for its opinion." },
  },
  ...partyGuards,
  instantItem: {
    holds: (head) => head.item.instant === true,
    text: { zh: "只有即办件可以当场办结。", en: "Only instant items are decided on the spot." },
  },
  originalsPresent: {
    holds: (head) => !head.item.originals || head.originalsAt !== undefined,
    text: { zh: "原件还没有寄到。", en: "The originals have not arrived yet." },
  },
  originalsExpected: {
    holds: (head) => head.item.originals === true && head.originalsAt === undefined,
    text: {
      zh: "此件没有待收的原件，或者原件已经登记收到。",
      en: "No originals are awaited, or they are recorded as received.",
    },
  },
  notAdvisedYet: {
    holds: (head) => !head.advised,
    text: {
      zh: "预审只能退回一次；仍有缺漏的，请一次性告知补正（行政许可法第三十二条）。",
      en: "It was returned with advice once; what is still missing belongs in the one-time notice (Administrative Licensing Law, Art. 32).",
    },
  },
  ...limitGuards,
  ...proposalGuards,
  rightBodyNamed: {
    holds: ({ refusal }) => refusal?.kind === "notOurs",
    text: {
      zh: "不予受理时没有告知其他有权机关，材料没有可以移送的机关。",
      en: "The refusal names no other organ, so there is none to pass the file to.",
    },
  },
  fileTransferNotRequested: {
    holds: ({ refusal }) => refusal?.file === undefined,
    text: { zh: "已经请求过移送材料。", en: "The file was asked to be passed on before." },
  },
  /** Personal data go to another organ because the applicant wants it, and not otherwise. */
  fileTransferRequested: {
    holds: ({ refusal }) => refusal?.file === "requested",
    text: {
      zh: "申请人没有请求移送材料，或者材料已经移送。",
      en: "The applicant has not asked for it, or the file has been passed on.",
    },
  },
  ...deliveryGuards,
  oneTimeNoticeComplete: {
    holds: (_head, _actor, { command }) => !command?.lateFindings?.length,
    facts: ({ command }) => ({ lateFindings: command?.lateFindings ?? [] }),
    text: {
      zh: "应当一次性告知：这些问题第一次告知时就能看到，不能再次要求补正。",
      en: "Everything must be listed at once: these faults could be seen when the first notice was given.",
    },
  },
  deferredMissing: {
    holds: (head) => head.deferredUntil !== undefined,
    text: { zh: "没有需要补交的容缺材料。", en: "No deferred materials are outstanding." },
  },
  deferredInTime: {
    holds: ({ deferredUntil }, _actor, { now }) => !deferredUntil || dayOf(now) <= deferredUntil,
    facts: (_around, head) => ({ endedOn: head.deferredUntil ?? "" }),
    text: {
      zh: "容缺材料应在 {endedOn} 前补交，期限已过；请等待部门决定，或者撤回后重新申请。",
      en: "What was deferred had to come by {endedOn}. Please wait for the decision, or withdraw and apply anew.",
    },
  },
  deferredPresent: {
    holds: (head) => head.deferredUntil === undefined,
    text: { zh: "容缺材料还没有补齐。", en: "Deferred materials are still missing." },
  },
  decidedHere: {
    holds: ({ item }) => item.review === undefined,
    text: {
      zh: "此事项由上级机关决定，本部门只作初审；请转报（行政许可法第三十五条）。",
      en: "An upper organ decides this item and this department examines it first; please send it up (Administrative Licensing Law, Art. 35).",
    },
  },
  upperDecides: {
    holds: ({ item }) => item.review !== undefined,
    text: { zh: "此事项由本部门决定，不需要转报。", en: "This department decides the item itself." },
  },
  withOffice: {
    holds: ({ clock }) => !clock.waiting,
    text: {
      zh: "原件还没有寄到，办理时间还没有开始计算。",
      en: "The originals have not arrived yet, so the office's time has not begun.",
    },
  },
  urged: {
    holds: ({ urging }) => urging !== undefined && !urging.answered,
    text: { zh: "没有等待答复的催办。", en: "No urging waits for an answer." },
  },
  urgingAnswered: {
    holds: ({ urging }) => urging === undefined || urging.answered === true,
    facts: (_around, head) => ({ answerBy: head.urging?.answerBy ?? "" }),
    text: {
      zh: "您已经催办，办理部门在 {answerBy} 前答复。",
      en: "You have urged the office; it answers by {answerBy}.",
    },
  },
  urgedLongAgo: {
    holds: ({ urging }, _actor, { now }) => !urging || dayOf(now) >= urging.againFrom,
    facts: (_around, head) => ({ againFrom: head.urging?.againFrom ?? "" }),
    text: {
      zh: "刚刚催办过，{againFrom} 起可以再次催办。",
      en: "The office was urged not long ago; you can do so again from {againFrom}.",
    },
  },
  ...examinationGuards,
  ...feeGuards,
  ...remedyGuards,
  ...lookUpGuards,
  ...handlerGuards,
  opinionNotAsked: {
    holds: (head, _actor, { command }) => {
      const department = command?.note?.opinion?.department;
      return department !== head.department && !isWaitingFor(head, department);
    },
    text: {
      zh: "已经征求该部门的意见，或者就是本部门。",
      en: "That department is asked already, or it is your own.",
    },
  },
  opinionsLeft: {
    holds: (head) => (head.opinions?.length ?? 0) < maxOpinions,
    text: {
      zh: `征求意见不能超过 ${maxOpinions} 次。`,
      en: `Opinions cannot be asked more than ${maxOpinions} times.`,
    },
  },
  ...jointGuards,
} satisfies Record<string, GuardRow<CaseRow, DecisionContext>>;
export type Guard = keyof typeof guards;
