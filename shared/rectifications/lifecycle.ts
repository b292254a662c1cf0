import type { Moment } from "#shared/kernel/calendar/moment.ts";
import { anotherThan, defineLifecycle } from "#shared/kernel/lifecycle/lifecycle.ts";
import { ends, type Order } from "./record.ts";

/** What a decision asks beside the order: the moment, and where it matters the accounts of who handled the case. */
export type Circumstances = Moment & { handlers?: readonly string[] };

const staff = ["clerk", "reviewer", "supervisor"] as const;
const open = ["opened", "verifying", "rectifying", "notifying", "appealed"] as const;

/** The whole life of a work order as data: server, buttons and tests read this table. */
export const lifecycle = defineLifecycle<Order, Circumstances>()({
  name: "rectification",
  states: {
    opened: { zh: "待回访", en: "To be called" },
    verifying: { zh: "待核实", en: "To be verified" },
    rectifying: { zh: "整改中", en: "Being put right" },
    notifying: { zh: "待反馈", en: "Rater to be notified" },
    appealed: { zh: "申诉中", en: "Under appeal" },
    closed: { zh: "已办结", en: "Closed" },
    voided: { zh: "已作废", en: "Void" },
  },
  // An anonymous rater cannot be called: it begins with the verification.
  begins: ["opened", "verifying"],
  ends,
  guards: {
    realName: {
      holds: ({ anonymous }) => !anonymous,
      text: {
        zh: "评价人匿名，不能回访，请依据记录核实。",
        en: "The rater is anonymous; verify by the records.",
      },
    },
    notHandler: anotherThan((_order, { handlers = [] }) => handlers, {
      zh: "办件由您经办，请由他人核实。",
      en: "You handled the case; somebody else verifies it.",
    }),
    appealInTime: {
      holds: ({ appealBy, appeal }, _actor, { now }) => appeal === undefined && now <= appealBy,
      text: { zh: "申诉期限已过，或已申诉过。", en: "The time for an appeal is over, or there was one." },
    },
    notAppellant: anotherThan(({ appeal }) => [appeal?.by], {
      zh: "申诉人不能复核自己的申诉。",
      en: "Whoever appealed does not decide the appeal.",
    }),
    late: { holds: ({ dueAt, escalated }, _actor, { now }) => dueAt < now && !escalated.includes(dueAt) },
    notFollowedUp: { holds: ({ followUp }) => followUp === undefined },
  },
  actions: {
    recordCall: {
      from: ["opened"],
      to: ["opened", "verifying"],
      roles: staff,
      guards: ["realName"],
      event: "calledBack",
      label: { zh: "登记回访", en: "Record a call" },
    },
    verify: {
      from: ["verifying"],
      to: ["rectifying", "notifying"],
      roles: staff,
      guards: ["notHandler"],
      event: "verified",
      label: { zh: "核实", en: "Verify" },
    },
    rectify: {
      from: ["rectifying"],
      to: ["notifying"],
      roles: staff,
      event: "rectified",
      label: { zh: "完成整改", en: "Put right" },
    },
    notify: {
      from: ["notifying"],
      to: ["closed"],
      roles: staff,
      event: "closed",
      label: { zh: "反馈并办结", en: "Notify the rater and close" },
    },
    appeal: {
      from: ["opened", "verifying"],
      to: ["appealed"],
      roles: ["clerk", "reviewer"],
      guards: ["appealInTime"],
      event: "appealed",
      label: { zh: "申诉", en: "Appeal" },
    },
    upholdAppeal: {
      from: ["appealed"],
      to: ["voided"],
      roles: ["supervisor"],
      guards: ["notAppellant"],
      event: "appealUpheld",
      label: { zh: "申诉成立", en: "Uphold the appeal" },
    },
    dismissAppeal: {
      from: ["appealed"],
      to: ["opened", "verifying"],
      roles: ["supervisor"],
      guards: ["notAppellant"],
      event: "appealDismissed",
      label: { zh: "申诉不成立", en: "Dismiss the appeal" },
    },
    escalate: {
      from: open,
      to: "same",
      roles: ["system"],
      guards: ["late"],
      event: "escalated",
      label: { zh: "超期督办", en: "Escalate when late" },
    },
    followUp: {
      from: [...open, "closed", "voided"],
      to: "same",
      roles: ["system"],
      guards: ["notFollowedUp"],
      event: "escalated",
      label: { zh: "追评仍不满意", en: "Rated badly again" },
    },
    drop: {
      from: open,
      to: ["voided"],
      roles: ["system"],
      event: "dropped",
      label: { zh: "评价不成立", en: "The rating proved false" },
    },
  },
});
