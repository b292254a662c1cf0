import { defineLifecycle } from "#shared/kernel/lifecycle/lifecycle.ts";
import { maxAttempts, type Notice } from "./record.ts";

export type NoticeDecisionContext = { now: string };

const system = ["system"] as const;
/** A provider has, or may have, taken it. */
const underWay = ["sending", "accepted", "unknown"] as const;

/** 通知: the way of one message, as data. */
export const lifecycle = defineLifecycle<Notice, NoticeDecisionContext>()({
  name: "notice",
  states: {
    planned: { zh: "待发送", en: "To be sent" },
    held: { zh: "暂缓发送", en: "Held back" },
    sending: { zh: "发送中", en: "Being sent" },
    unknown: { zh: "发送结果不明", en: "Not known whether it was taken" },
    accepted: { zh: "渠道已接收", en: "Taken by the provider" },
    delivered: { zh: "已送达", en: "Delivered" },
    failed: { zh: "各渠道均未送达", en: "Failed on every way" },
    suppressed: { zh: "不发送", en: "Not sent" },
  },
  begins: ["planned", "held", "delivered", "suppressed"],
  ends: ["delivered", "suppressed"],
  guards: {
    attemptsLeft: { holds: ({ attempts = [] }) => attempts.length < maxAttempts },
    inTime: { holds: ({ expiresOn }, _actor, { now }) => now < expiresOn },
  },
  actions: {
    /** Quiet hours are over, or the day's digest is due. */
    release: {
      from: ["held"],
      to: ["planned"],
      roles: system,
      event: "planned",
      label: { zh: "到时发送", en: "Release" },
    },
    /** It has become night meanwhile; or the month's money is spent, and what is neither urgent nor legal waits. */
    hold: {
      from: ["planned"],
      to: ["held"],
      roles: system,
      event: "held",
      label: { zh: "暂缓发送", en: "Hold back" },
    },
    /** Written before the provider is called: a crash leaves what was begun on record. */
    claim: {
      from: ["planned"],
      to: ["sending"],
      roles: system,
      guards: ["attemptsLeft", "inTime"],
      event: "sending",
      label: { zh: "开始发送", en: "Begin an attempt" },
    },
    accept: {
      from: ["sending", "unknown"],
      to: ["accepted"],
      roles: system,
      event: "accepted",
      label: { zh: "渠道接收", en: "Record that it was taken" },
    },
    /** Its receipt, or another attempt's, was faster than the answer to the call: what it cost is kept all the same. */
    recordTaken: {
      from: ["planned", "unknown", "delivered", "failed", "accepted", "sending"],
      to: "same",
      roles: system,
      event: "taken",
      label: { zh: "补记渠道接收", en: "Record afterwards that it was taken" },
    },
    /** No answer, or a crash: nobody knows. Also after each time that it was asked in vain. */
    lose: {
      from: ["sending", "unknown"],
      to: ["unknown"],
      roles: system,
      event: "unknown",
      label: { zh: "结果不明", en: "Record that nobody knows" },
    },
    /** Everybody turned it away for a moment, as a relay does with mail from who is new to it. */
    retryLater: {
      from: ["sending"],
      to: ["held"],
      roles: system,
      guards: ["attemptsLeft", "inTime"],
      event: "held",
      label: { zh: "稍后再发", en: "Try again later" },
    },
    /** It surely was not taken, or did not come, and another way is left. */
    tryAgain: {
      from: underWay,
      to: ["planned"],
      roles: system,
      guards: ["attemptsLeft", "inTime"],
      event: "planned",
      label: { zh: "换渠道再发", en: "Try another way" },
    },
    giveUp: {
      from: ["planned", ...underWay],
      to: ["failed"],
      roles: system,
      event: "failed",
      label: { zh: "各渠道均失败", en: "Give up" },
    },
    /** A receipt that comes late still counts: what was delivered was delivered. */
    deliver: {
      from: [...underWay, "planned", "failed"],
      to: ["delivered"],
      roles: system,
      event: "delivered",
      label: { zh: "确认送达", en: "Record delivery" },
    },
    suppress: {
      from: ["planned", "held"],
      to: ["suppressed"],
      roles: system,
      event: "suppressed",
      label: { zh: "不再发送", en: "Do not send" },
    },
    read: {
      from: ["planned", "held", ...underWay, "delivered", "failed", "suppressed"],
      to: "same",
      roles: ["citizen"],
      event: "read",
      label: { zh: "标为已读", en: "Mark as read" },
    },
  },
});
