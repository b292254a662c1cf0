import { defineLifecycle } from "#shared/kernel/lifecycle/lifecycle.ts";
import { maxChanges } from "./change.ts";
import type { Corrected } from "./correction.ts";
import { ends, type Licence } from "./record.ts";

/** `corrected`: what a correction changes, signed. */
export type LicenceDecisionContext = { now: string; corrected?: Corrected };

const office = {
  roles: ["reviewer", "supervisor"],
  guards: ["notHolder"],
  event: "stateChanged",
} as const;

/** What the approval of its holder's case does. What was decided takes effect on a licence that is seized, too. */
const byCase = { roles: ["system"], from: ["valid", "seized"] } as const;

const change = { ...byCase, guards: ["roomForChange"] } as const;

/** What the issuing office does with a licence, what its holder's cases do, and from where each leads. */
export const lifecycle = defineLifecycle<Licence, LicenceDecisionContext>()({
  name: "licence",
  states: {
    valid: { zh: "有效", en: "Valid" },
    seized: { zh: "暂扣", en: "Seized" },
    rescinded: { zh: "撤销", en: "Rescinded" },
    cancelled: { zh: "注销", en: "Cancelled" },
    transferredOut: { zh: "转出", en: "Transferred out" },
    forfeited: { zh: "吊销", en: "Forfeited" },
  },
  begins: ["valid"],
  ends,
  guards: {
    notHolder: {
      holds: ({ applicantId }, { id }) => applicantId !== id,
      text: {
        zh: "不能处理自己的电子证照，请由他人办理。",
        en: "Nobody decides about a licence of their own; somebody else does.",
      },
    },
    roomForChange: {
      holds: ({ changes = [] }) => changes.length < maxChanges,
      text: {
        zh: "这份证照变更次数已满，请注销后重新核发。",
        en: "This licence was changed as often as it can be; please cancel it and issue another.",
      },
    },
  },
  actions: {
    seize: { from: ["valid"], to: ["seized"], ...office, label: { zh: "暂扣", en: "Seize" } },
    reinstate: { from: ["seized"], to: ["valid"], ...office, label: { zh: "恢复", en: "Reinstate" } },
    rescind: {
      from: ["valid", "seized"],
      to: ["rescinded"],
      ...office,
      label: { zh: "撤销", en: "Rescind" },
    },
    /** The decision that issued it relied on a commitment that was not true, and is revoked. */
    rescindWithDecision: {
      ...byCase,
      to: ["rescinded"],
      event: "stateChanged",
      label: { zh: "随决定撤销", en: "Rescind with the decision" },
    },
    cancel: { from: ["valid", "seized"], to: ["cancelled"], ...office, label: { zh: "注销", en: "Cancel" } },
    correct: {
      from: ["valid", "seized"],
      to: "same",
      ...office,
      guards: ["notHolder", "roomForChange"],
      event: "corrected",
      label: { zh: "更正", en: "Correct" },
    },
    transferOut: {
      from: ["valid"],
      to: ["transferredOut"],
      ...office,
      label: { zh: "转出", en: "Transfer out" },
    },
    amend: { ...change, to: "same", event: "amended", label: { zh: "变更", en: "Amend" } },
    renew: { ...change, to: "same", event: "renewed", label: { zh: "延续", en: "Renew" } },
    replace: { ...change, to: "same", event: "replaced", label: { zh: "补发", en: "Replace" } },
    surrender: {
      ...byCase,
      to: ["cancelled"],
      event: "stateChanged",
      label: { zh: "申请注销", en: "Surrender" },
    },
    forfeit: {
      from: ["valid", "seized"],
      to: ["forfeited"],
      ...office,
      label: { zh: "吊销", en: "Forfeit" },
    },
  },
});
