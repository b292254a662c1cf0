import { defineLifecycle } from "#shared/kernel/lifecycle/lifecycle.ts";
import type { Service } from "./record.ts";

export type ServiceDecisionContext = {
  now: string;
  /** Whether the case has an address to which a letter can be sent; left out where nobody asked. */
  hasAddress?: boolean;
  /** Which letter of the case the next one is. */
  posting?: number;
};

const office = ["clerk", "reviewer", "supervisor"] as const;

/** 送达, as data. The day that counts is that of arrival or of proof; nothing that follows moves it. */
export const serviceLifecycle = defineLifecycle<Service, ServiceDecisionContext>()({
  name: "service",
  states: {
    arrived: { zh: "已电子送达，未阅读", en: "Served electronically, not read" },
    read: { zh: "已电子送达，已阅读", en: "Served electronically, read" },
    callDue: { zh: "已送达，待电话提醒", en: "Served and not read: to be telephoned" },
    called: { zh: "已送达，已电话提醒", en: "Served, told by telephone" },
    toPost: { zh: "待打印寄送", en: "To be printed and posted" },
    posted: { zh: "寄送中", en: "On its way by post" },
    undelivered: { zh: "寄送未成，待另行送达", en: "Not delivered: to be served otherwise" },
    served: { zh: "已送达", en: "Served" },
  },
  begins: ["arrived", "toPost"],
  ends: ["read", "called", "served"],
  guards: {
    unreadForLong: { holds: ({ dueAt }, _actor, { now }) => dueAt <= now },
    addressKnown: {
      holds: (_one, _actor, { hasAddress = true }) => hasAddress,
      text: {
        zh: "办件没有可以寄送的地址，请当面、留置或者公告送达，并登记。",
        en: "The case has no address to post to: serve it in person or otherwise, and record that.",
      },
    },
    notRecipient: {
      holds: ({ recipientId }, { id }) => recipientId !== id,
      text: {
        zh: "文书是送达给您的，请由他人办理。",
        en: "The document is served on you; somebody else does this.",
      },
    },
  },
  actions: {
    read: {
      from: ["arrived", "callDue"],
      to: ["read"],
      roles: ["system"],
      event: "read",
      label: { zh: "已阅读", en: "Read" },
    },
    markUnread: {
      from: ["arrived"],
      to: ["callDue"],
      roles: ["system"],
      guards: ["unreadForLong"],
      event: "callDue",
      label: { zh: "逾三日未阅读", en: "Mark as unread" },
    },
    recordCall: {
      from: ["callDue"],
      to: ["called", "callDue"],
      roles: office,
      guards: ["notRecipient"],
      event: "callTried",
      eventIn: { called: "called" },
      label: { zh: "登记电话提醒", en: "Record a call" },
    },
    post: {
      from: ["toPost", "undelivered"],
      to: ["posted"],
      roles: office,
      guards: ["notRecipient", "addressKnown"],
      event: "posted",
      label: { zh: "已打印，交寄", en: "Printed: hand it to the courier" },
    },
    /** Also late: what was brought after all was served. */
    bring: {
      from: ["posted", "undelivered"],
      to: ["served"],
      roles: ["system"],
      event: "served",
      label: { zh: "送达", en: "Served" },
    },
    comeBack: {
      from: ["posted"],
      to: ["undelivered"],
      roles: ["system"],
      event: "undelivered",
      label: { zh: "寄送未成", en: "Not delivered" },
    },
    /** A clerk recorded the service in the case, where its proof is. */
    prove: {
      from: ["toPost", "undelivered", "posted"],
      to: ["served"],
      roles: ["system"],
      event: "provedByCase",
      label: { zh: "办件已登记送达", en: "Proved in the case" },
    },
  },
});
