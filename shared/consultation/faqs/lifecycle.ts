import type { Moment } from "#shared/kernel/calendar/moment.ts";
import { defineLifecycle } from "#shared/kernel/lifecycle/lifecycle.ts";
import type { Faq } from "./record.ts";

/** `itemVersion`: of its item, the version in force. */
export type FaqCircumstances = Moment & { itemVersion?: number | undefined };

const staff = ["clerk", "reviewer", "supervisor"] as const;

/** The whole life of a published answer as data. */
export const lifecycle = defineLifecycle<Faq, FaqCircumstances>()({
  name: "faq",
  states: {
    proposed: { zh: "待复核", en: "To be confirmed" },
    returned: { zh: "已退回", en: "Sent back" },
    published: { zh: "已发布", en: "Published" },
    toCheck: { zh: "待核对", en: "To be checked" },
    suspended: { zh: "已暂停", en: "Suspended" },
    withdrawn: { zh: "已撤下", en: "Withdrawn" },
  },
  begins: ["proposed"],
  ends: ["withdrawn"],
  guards: {
    notProposer: {
      holds: ({ proposedBy }, { id }) => proposedBy !== id,
      text: { zh: "由您提出的，请他人复核。", en: "You proposed it; somebody else confirms it." },
    },
    isNewer: {
      holds: ({ itemVersion = 0, newVersion = 0 }, _actor, { itemVersion: inForce = 0 }) =>
        inForce > Math.max(itemVersion, newVersion),
    },
    isOver: { holds: ({ checkBy }, _actor, { now }) => checkBy !== undefined && checkBy < now },
  },
  actions: {
    confirm: {
      from: ["proposed"],
      to: ["published"],
      roles: staff,
      guards: ["notProposer"],
      event: "published",
      label: { zh: "复核并发布", en: "Confirm and publish" },
    },
    sendBack: {
      from: ["proposed"],
      to: ["returned"],
      roles: staff,
      guards: ["notProposer"],
      event: "returned",
      label: { zh: "退回", en: "Send back" },
    },
    keep: {
      from: ["toCheck"],
      to: ["published"],
      roles: staff,
      event: "kept",
      label: { zh: "新版本仍适用", en: "Still holds" },
    },
    revise: {
      from: ["returned", "published", "toCheck", "suspended"],
      to: ["proposed"],
      roles: staff,
      event: "proposed",
      label: { zh: "改写", en: "Rewrite" },
    },
    suspend: {
      from: ["published", "toCheck"],
      to: ["suspended"],
      roles: staff,
      event: "suspended",
      label: { zh: "暂停", en: "Suspend" },
    },
    withdraw: {
      from: ["proposed", "returned", "suspended"],
      to: ["withdrawn"],
      roles: staff,
      event: "withdrawn",
      label: { zh: "撤下", en: "Withdraw" },
    },
    markToCheck: {
      from: ["published", "toCheck"],
      to: ["toCheck"],
      roles: ["system"],
      guards: ["isNewer"],
      event: "checkDue",
      label: { zh: "事项有新版本，待核对", en: "The item has a new version" },
    },
    hide: {
      from: ["toCheck"],
      to: ["suspended"],
      roles: ["system"],
      guards: ["isOver"],
      event: "suspended",
      label: { zh: "逾期未核对，暂停", en: "Hidden: nobody checked it" },
    },
  },
});
