import type { CaseEventName, CaseState } from "#events/case.ts";
import type { Text } from "#shared/http/locale.ts";

/** `system` is what other contexts' facts and the law's own clock do. */
export type ActorRole = "citizen" | "clerk" | "reviewer" | "supervisor" | "system";

export type Guard =
  | "instantItem"
  | "originalsPresent"
  | "receiveByCourier"
  | "receiveWithoutCourier"
  | "notExtended";

export type ClockEffect = "receive" | "start" | "startAtReceipt" | "pause" | "resume" | "extend" | "stop";

export type Transition = {
  from: readonly CaseState[] | "none";
  /** `decided` is the decision already made: approved or rejected. */
  to: CaseState | "same" | "decided";
  roles: readonly ActorRole[];
  event: CaseEventName;
  guard?: Guard;
  clock?: ClockEffect;
  /** A reason in words must be given. */
  reason?: true;
  label: Text;
};

const define = <Actions extends Record<string, Transition>>(table: Actions) => table;

/** The lifecycle of a case (办件), whole. Server, worklists, buttons, tests and the diagram all read this table. */
export const lifecycle = define({
  submit: {
    from: "none",
    to: "submitted",
    roles: ["citizen", "clerk"],
    event: "submitted",
    clock: "receive",
    label: { zh: "申报", en: "Submit" },
  },
  passPreReview: {
    from: ["submitted"],
    to: "awaitingAcceptance",
    roles: ["clerk", "reviewer"],
    event: "preReviewPassed",
    label: { zh: "预审通过", en: "Pass pre-review" },
  },
  returnForChange: {
    from: ["submitted"],
    to: "returned",
    roles: ["clerk", "reviewer"],
    event: "returned",
    reason: true,
    label: { zh: "预审退回", en: "Return for change" },
  },
  resubmit: {
    from: ["returned"],
    to: "submitted",
    roles: ["citizen", "clerk"],
    event: "resubmitted",
    clock: "receive",
    label: { zh: "重新申报", en: "Resubmit" },
  },
  receiveOriginals: {
    from: ["submitted", "awaitingAcceptance", "supplementRequested"],
    to: "same",
    roles: ["clerk", "reviewer", "system"],
    event: "originalsReceived",
    label: { zh: "收到原件", en: "Record originals received" },
  },
  requestSupplement: {
    from: ["awaitingAcceptance"],
    to: "supplementRequested",
    roles: ["clerk", "reviewer"],
    event: "supplementRequested",
    clock: "stop",
    reason: true,
    label: { zh: "一次性告知补正", en: "Request supplement" },
  },
  supplement: {
    from: ["supplementRequested"],
    to: "awaitingAcceptance",
    roles: ["citizen", "clerk"],
    event: "supplemented",
    clock: "receive",
    label: { zh: "补正", en: "Supplement" },
  },
  accept: {
    from: ["awaitingAcceptance"],
    to: "accepted",
    roles: ["clerk", "reviewer"],
    event: "accepted",
    guard: "originalsPresent",
    clock: "start",
    label: { zh: "受理", en: "Accept" },
  },
  /** 行政许可法 Art. 32: no notice within five working days means accepted, from the day of receipt. */
  deemAccepted: {
    from: ["submitted", "awaitingAcceptance"],
    to: "accepted",
    roles: ["system"],
    event: "accepted",
    clock: "startAtReceipt",
    label: { zh: "逾期未告知视为受理", en: "Deemed accepted" },
  },
  refuse: {
    from: ["submitted", "awaitingAcceptance"],
    to: "refused",
    roles: ["clerk", "reviewer"],
    event: "refused",
    clock: "stop",
    reason: true,
    label: { zh: "不予受理", en: "Refuse acceptance" },
  },
  suspend: {
    from: ["accepted"],
    to: "suspended",
    roles: ["reviewer"],
    event: "suspended",
    clock: "pause",
    reason: true,
    label: { zh: "进入特别程序", en: "Suspend" },
  },
  resume: {
    from: ["suspended"],
    to: "accepted",
    roles: ["reviewer"],
    event: "resumed",
    clock: "resume",
    label: { zh: "特别程序结束", en: "Resume" },
  },
  extend: {
    from: ["accepted"],
    to: "same",
    roles: ["supervisor"],
    event: "extended",
    guard: "notExtended",
    clock: "extend",
    reason: true,
    label: { zh: "延长审批", en: "Extend" },
  },
  approve: {
    from: ["accepted"],
    to: "approved",
    roles: ["reviewer"],
    event: "approved",
    clock: "stop",
    label: { zh: "准予", en: "Approve" },
  },
  reject: {
    from: ["accepted"],
    to: "rejected",
    roles: ["reviewer"],
    event: "rejected",
    clock: "stop",
    reason: true,
    label: { zh: "不予", en: "Reject" },
  },
  decideOnTheSpot: {
    from: ["submitted", "awaitingAcceptance"],
    to: "approved",
    roles: ["clerk", "reviewer"],
    event: "decidedOnTheSpot",
    guard: "instantItem",
    clock: "stop",
    label: { zh: "当场办结", en: "Decide on the spot" },
  },
  handOver: {
    from: ["approved", "rejected"],
    to: "delivering",
    roles: ["clerk", "reviewer", "system"],
    event: "handedOver",
    guard: "receiveByCourier",
    label: { zh: "交寄", en: "Hand over to courier" },
  },
  collect: {
    from: ["approved", "rejected"],
    to: "completed",
    roles: ["citizen", "clerk"],
    event: "collected",
    guard: "receiveWithoutCourier",
    label: { zh: "领取结果", en: "Collect result" },
  },
  confirmDelivery: {
    from: ["delivering"],
    to: "completed",
    roles: ["clerk", "system"],
    event: "delivered",
    label: { zh: "确认送达", en: "Confirm delivery" },
  },
  failDelivery: {
    from: ["delivering"],
    to: "decided",
    roles: ["clerk", "system"],
    event: "deliveryFailed",
    label: { zh: "未能送达", en: "Record failed delivery" },
  },
  withdraw: {
    from: ["submitted", "returned", "awaitingAcceptance", "supplementRequested", "accepted", "suspended"],
    to: "withdrawn",
    roles: ["citizen", "clerk"],
    event: "withdrawn",
    clock: "stop",
    label: { zh: "撤回申请", en: "Withdraw" },
  },
  terminate: {
    from: ["returned", "supplementRequested", "accepted", "suspended"],
    to: "terminated",
    roles: ["reviewer", "supervisor", "system"],
    event: "terminated",
    clock: "stop",
    reason: true,
    label: { zh: "终止办理", en: "Terminate" },
  },
});

export type CaseAction = keyof typeof lifecycle;
export const caseActions = Object.keys(lifecycle) as CaseAction[];
export const transitionOf = (action: CaseAction): Transition => lifecycle[action];

/** Nobody has anything more to do: such cases leave the worklist. */
export const endStates: readonly CaseState[] = ["completed", "refused", "withdrawn", "terminated"];
/** States in which an office has something to do; only these stand in the worklist index. */
export const openStates: readonly CaseState[] = [
  "submitted",
  "returned",
  "awaitingAcceptance",
  "supplementRequested",
  "accepted",
  "suspended",
  "approved",
  "rejected",
];

export const stateLabels: Record<CaseState, Text> = {
  submitted: { zh: "已申报", en: "Submitted" },
  returned: { zh: "预审退回", en: "Returned for change" },
  awaitingAcceptance: { zh: "待受理", en: "Awaiting acceptance" },
  supplementRequested: { zh: "补正告知", en: "Supplement requested" },
  accepted: { zh: "受理", en: "Accepted" },
  suspended: { zh: "特别程序", en: "Suspended" },
  approved: { zh: "准予", en: "Approved" },
  rejected: { zh: "不予", en: "Rejected" },
  delivering: { zh: "送达中", en: "Being delivered" },
  completed: { zh: "办结", en: "Completed" },
  refused: { zh: "不予受理", en: "Acceptance refused" },
  withdrawn: { zh: "已撤回", en: "Withdrawn" },
  terminated: { zh: "已终止", en: "Terminated" },
};
