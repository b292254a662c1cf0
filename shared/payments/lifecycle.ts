import type { Moment } from "#shared/kernel/calendar/moment.ts";
import { anotherThan, defineLifecycle } from "#shared/kernel/lifecycle/lifecycle.ts";
import type { Payment } from "./record.ts";

/** `caseOpen`: whether its case still goes on; asked only by who makes out another notice. */
export type Circumstances = Moment & { caseOpen?: boolean };

const clerks = ["clerk", "reviewer"] as const;
const deciders = ["reviewer", "supervisor"] as const;
const byStaff = ["notPayer"] as const;

/** The whole life of a payment notice as data: server, buttons and tests read this table. */
export const lifecycle = defineLifecycle<Payment, Circumstances>()({
  name: "payment",
  states: {
    issued: { zh: "待缴款", en: "To be paid" },
    expired: { zh: "已过期", en: "Expired" },
    paid: { zh: "已缴款", en: "Paid" },
    refunding: { zh: "退付中", en: "Being refunded" },
    refunded: { zh: "已退付", en: "Refunded" },
    waived: { zh: "已免缴", en: "Waived" },
    cancelled: { zh: "已作废", en: "Cancelled" },
  },
  begins: ["issued"],
  ends: ["refunded", "waived", "cancelled"],
  guards: {
    notRegistered: { holds: ({ registeredAt }) => registeredAt === undefined },
    noReceipt: { holds: ({ receipt }) => receipt === undefined },
    dueDayOver: { holds: ({ dueAt }, _actor, { now }) => dueAt < now },
    notPayer: {
      holds: ({ applicantId }, { id, role }) => role === "citizen" || applicantId !== id,
      text: {
        zh: "这是您本人的缴款，请由其他工作人员办理。",
        en: "This is your own payment; somebody else must handle it.",
      },
    },
    caseGoesOn: {
      holds: (_payment, _actor, { caseOpen = true }) => caseOpen,
      text: { zh: "办件已结束，不再需要缴款。", en: "The case has ended; nothing is to be paid any more." },
    },
    nothingProposed: {
      holds: ({ proposal }) => proposal === undefined,
      text: {
        zh: "已有待确认的提议，请先确认或者不同意。",
        en: "A proposal waits for its confirmation already.",
      },
    },
    waiverProposed: {
      holds: ({ proposal }) => proposal?.kind === "waiver" && proposal.amountFen === 0,
      text: { zh: "没有待确认的免缴提议。", en: "No waiver is proposed." },
    },
    reductionProposed: {
      holds: ({ proposal }) => proposal?.kind === "waiver" && proposal.amountFen !== 0,
      text: { zh: "没有待确认的减缴提议。", en: "No reduction is proposed." },
    },
    refundProposed: {
      holds: ({ proposal }) => proposal?.kind === "refund",
      text: { zh: "没有待确认的退付提议。", en: "No refund is proposed." },
    },
    somethingProposed: {
      holds: ({ proposal }) => proposal !== undefined,
      text: { zh: "没有待确认的提议。", en: "Nothing is proposed." },
    },
    /** 提议与确认分离. */
    notProposer: anotherThan(({ proposal }) => [proposal?.by], {
      zh: "提议人不能确认自己的提议，请由他人确认。",
      en: "Somebody else confirms what you proposed.",
    }),
    refundNotRequested: {
      holds: ({ refundAskedAt }) => refundAskedAt === undefined,
      text: { zh: "已经申请退付，正在办理。", en: "The refund is requested already and being handled." },
    },
  },
  actions: {
    register: {
      from: ["issued"],
      to: "same",
      roles: ["system"],
      guards: ["notRegistered"],
      event: "registered",
      label: { zh: "上送收缴平台", en: "Register with the platform" },
    },
    pay: {
      from: ["issued", "expired"],
      to: ["paid"],
      roles: ["system"],
      event: "paid",
      label: { zh: "缴款到账", en: "Record the payment" },
    },
    addReceipt: {
      from: ["paid", "refunding", "refunded"],
      to: "same",
      roles: ["system"],
      guards: ["noReceipt"],
      event: "receiptIssued",
      label: { zh: "开具电子票据", en: "Record the receipt" },
    },
    expire: {
      from: ["issued"],
      to: ["expired"],
      roles: ["system"],
      guards: ["dueDayOver"],
      event: "expired",
      label: { zh: "缴款期限届满", en: "Expire" },
    },
    cancel: {
      from: ["issued", "expired"],
      to: ["cancelled"],
      roles: ["system"],
      event: "cancelled",
      label: { zh: "作废", en: "Cancel" },
    },
    /** By the answers as they are now, with another code and another due day. */
    renew: {
      from: ["issued", "expired"],
      to: ["cancelled"],
      roles: ["citizen", ...clerks],
      guards: [...byStaff, "caseGoesOn", "nothingProposed"],
      event: "cancelled",
      label: { zh: "重新开具缴款通知", en: "Issue a new notice" },
    },
    /** 河南省政府非税收入管理条例 Art. 12: by the grounds that law gives, on the payer's written application. */
    proposeWaiver: {
      from: ["issued", "expired"],
      to: "same",
      roles: clerks,
      guards: [...byStaff, "nothingProposed"],
      event: "proposed",
      label: { zh: "提议减缴、免缴", en: "Propose a waiver or reduction" },
    },
    confirmWaiver: {
      from: ["issued", "expired"],
      to: ["waived"],
      roles: deciders,
      guards: [...byStaff, "waiverProposed", "notProposer"],
      event: "waived",
      label: { zh: "确认免缴", en: "Confirm the waiver" },
    },
    confirmReduction: {
      from: ["issued", "expired"],
      to: ["cancelled"],
      roles: deciders,
      guards: [...byStaff, "reductionProposed", "notProposer", "caseGoesOn"],
      event: "cancelled",
      label: { zh: "确认减缴", en: "Confirm the reduction" },
    },
    declineProposal: {
      from: ["issued", "expired", "paid"],
      to: "same",
      roles: [...clerks, "supervisor"],
      guards: [...byStaff, "somethingProposed"],
      event: "declined",
      label: { zh: "不同意提议", en: "Decline the proposal" },
    },
    /** Art. 23: on the payer's application; or by itself when the case ends without the service. */
    requestRefund: {
      from: ["paid"],
      to: "same",
      roles: ["citizen", "clerk", "system"],
      guards: [...byStaff, "refundNotRequested"],
      event: "refundRequested",
      label: { zh: "申请退付", en: "Request a refund" },
    },
    proposeRefund: {
      from: ["paid"],
      to: "same",
      roles: clerks,
      guards: [...byStaff, "nothingProposed"],
      event: "proposed",
      label: { zh: "提议退付", en: "Propose a refund" },
    },
    confirmRefund: {
      from: ["paid"],
      to: ["refunding"],
      roles: deciders,
      guards: [...byStaff, "refundProposed", "notProposer"],
      event: "refundConfirmed",
      label: { zh: "确认退付", en: "Confirm the refund" },
    },
    refuseRefund: {
      from: ["refunding"],
      to: ["paid"],
      roles: ["system"],
      event: "refundRefused",
      label: { zh: "平台未能退付", en: "Record a failed refund" },
    },
    refund: {
      from: ["refunding"],
      to: ["refunded"],
      roles: ["system"],
      event: "refunded",
      label: { zh: "退付到账", en: "Record the refund" },
    },
  },
});
