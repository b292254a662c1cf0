import { defineLifecycle } from "#shared/kernel/lifecycle/lifecycle.ts";
import { ends, type Licence } from "./record.ts";

const office = {
  roles: ["reviewer", "supervisor"],
  guards: ["notHolder"],
  event: "stateChanged",
} as const;

/** What the issuing office does with a licence, and from where it leads. */
export const lifecycle = defineLifecycle<Licence, { now: string }>()({
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
    cancel: { from: ["valid", "seized"], to: ["cancelled"], ...office, label: { zh: "注销", en: "Cancel" } },
    transferOut: {
      from: ["valid"],
      to: ["transferredOut"],
      ...office,
      label: { zh: "转出", en: "Transfer out" },
    },
    forfeit: {
      from: ["valid", "seized"],
      to: ["forfeited"],
      ...office,
      label: { zh: "吊销", en: "Forfeit" },
    },
  },
});
