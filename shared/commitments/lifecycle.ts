import type { Moment } from "#shared/kernel/calendar/moment.ts";
import { anotherThan, defineLifecycle } from "#shared/kernel/lifecycle/lifecycle.ts";
import type { Commitment } from "./record.ts";

export type CommitmentDecisionContext = Moment;

const office = ["clerk", "reviewer"] as const;

/** 告知承诺的事后核查 (国办发〔2020〕42号), as data. */
export const lifecycle = defineLifecycle<Commitment, CommitmentDecisionContext>()({
  name: "commitment",
  states: {
    toCheck: { zh: "待核查", en: "To be checked" },
    rectifying: { zh: "限期整改", en: "To be put right" },
    untrue: { zh: "承诺不实", en: "Found untrue" },
    fulfilled: { zh: "承诺属实", en: "True" },
    revoked: { zh: "决定已撤销", en: "Decision revoked" },
    repaired: { zh: "信用已修复", en: "Credit repaired" },
  },
  begins: ["toCheck"],
  ends: ["fulfilled", "repaired"],
  guards: {
    notApplicant: {
      holds: ({ applicantId }, { id }) => applicantId !== id,
      text: { zh: "承诺由您作出，请由他人核查。", en: "You made the commitment; somebody else checks it." },
    },
    notFinder: anotherThan(({ foundBy }) => [foundBy], {
      zh: "不实由您认定，是否撤销决定由他人审定。",
      en: "You found it untrue; somebody else decides whether the decision is revoked.",
    }),
    overdue: { holds: ({ dueAt, late = [] }, _actor, { now }) => dueAt < now && !late.includes(dueAt) },
  },
  actions: {
    confirm: {
      from: ["toCheck", "rectifying"],
      to: ["fulfilled"],
      roles: office,
      guards: ["notApplicant"],
      event: "fulfilled",
      label: { zh: "核查属实", en: "Record that it is true" },
    },
    orderRectification: {
      from: ["toCheck"],
      to: ["rectifying"],
      roles: office,
      guards: ["notApplicant"],
      event: "rectificationOrdered",
      label: { zh: "部分不实，责令限期整改", en: "True in part: set a day to put it right" },
    },
    findUntrue: {
      from: ["toCheck", "rectifying"],
      to: ["untrue"],
      roles: office,
      guards: ["notApplicant"],
      event: "foundUntrue",
      label: { zh: "认定承诺不实", en: "Record that it is not true" },
    },
    revoke: {
      from: ["untrue"],
      to: ["revoked"],
      roles: ["reviewer", "supervisor"],
      guards: ["notApplicant", "notFinder"],
      event: "revoked",
      label: { zh: "撤销决定", en: "Revoke the decision" },
    },
    repairCredit: {
      from: ["untrue", "revoked"],
      to: ["repaired"],
      roles: ["supervisor"],
      guards: ["notApplicant"],
      event: "creditRepaired",
      label: { zh: "信用修复", en: "Repair the credit" },
    },
    markLate: {
      from: ["toCheck", "rectifying", "untrue"],
      to: "same",
      roles: ["system"],
      guards: ["overdue"],
      event: "late",
      label: { zh: "逾期未办", en: "Mark as late" },
    },
  },
});
