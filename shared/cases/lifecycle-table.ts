import type { CaseEventName, CaseState } from "#events/case.ts";
import type { ActionRow } from "#shared/kernel/lifecycle/lifecycle.ts";
import { openStates } from "./states.ts";

/** The office has something to do, and not the applicant. */
const inHand: readonly CaseState[] = openStates.filter(
  (state) => state !== "returned" && state !== "supplementRequested",
);

/** Where a limit of somebody's runs. */
const warnedStates: readonly CaseState[] = openStates;

/** What can be taken to a reconsideration organ or a court. */
const questioned: readonly CaseState[] = [
  "approved",
  "rejected",
  "delivering",
  "completed",
  "refused",
  "terminated",
];

const always = ["theirs", "notOwnCase"] as const;
/** Once somebody handles the case, nobody else of the office may do this. */
const byHandler = [...always, "handledByNobodyElse"] as const;

/** Nothing of what the law wants before a decision is owed. */
const examined = [
  "inspectionsOver",
  "hearingsOver",
  "hearingProvided",
  "partiesHeard",
  "partiesNamed",
] as const;

/** How a case (办件) begins. */
export const openings = {
  submit: { to: "submitted", event: "submitted", clock: "receive", label: { zh: "申报", en: "Submit" } },
  /** Filed by one of several who apply together (共同申请): received once all have confirmed. */
  fileTogether: {
    to: "awaitingParties",
    event: "filed",
    clock: "awaitParties",
    label: { zh: "共同申请待确认", en: "File together" },
  },
  /** One part of a joint matter (一件事), accepted together with it. */
  openPart: {
    to: "accepted",
    event: "partOpened",
    clock: "startAtReceipt",
    label: { zh: "并联受理", en: "Open a part" },
  },
  /** The decision of another case was revoked, and is made anew in this one (责令重新作出, 责令履行). */
  openAnew: {
    to: "accepted",
    event: "openedAnew",
    clock: "startAtReceipt",
    label: { zh: "依法重新办理", en: "Decide anew" },
  },
} as const;

/** What can be done with a case, whole. Server, worklists, buttons, tests and the diagram all read this table. */
export const actions = {
  /** With the last of them the case is received, at that moment. */
  confirmApplication: {
    from: ["awaitingParties"],
    to: ["awaitingParties", "submitted"],
    roles: ["citizen"],
    event: "applicationConfirmed",
    eventIn: { submitted: "submitted" },
    guards: ["invited", "confirmedInTime"],
    label: { zh: "确认共同申请", en: "Confirm the application" },
  },
  declineApplication: {
    from: ["awaitingParties"],
    to: ["terminated"],
    roles: ["citizen"],
    event: "applicationDeclined",
    guards: ["invited"],
    label: { zh: "不同意共同申请", en: "Decline the application" },
  },
  /** Not all of those who apply together confirmed in time. */
  expireApplication: {
    from: ["awaitingParties"],
    to: ["terminated"],
    roles: ["system"],
    event: "applicationExpired",
    guards: always,
    label: { zh: "逾期未确认", en: "Expire unconfirmed" },
  },
  claim: {
    from: inHand,
    to: "same",
    roles: ["clerk", "reviewer"],
    event: "assigned",
    guards: [...always, "unassigned"],
    label: { zh: "领办", en: "Claim" },
  },
  assign: {
    from: inHand,
    to: "same",
    roles: ["supervisor"],
    event: "assigned",
    guards: [...always, "notToApplicant"],
    label: { zh: "指派", en: "Assign" },
  },
  transfer: {
    from: inHand,
    to: "same",
    roles: ["clerk", "reviewer"],
    event: "assigned",
    guards: [...always, "handledByYou", "notToApplicant"],
    label: { zh: "转交", en: "Hand over to a colleague" },
  },
  release: {
    from: inHand,
    to: "same",
    roles: ["clerk", "reviewer"],
    event: "released",
    guards: [...always, "handledByYou"],
    label: { zh: "退回待领", en: "Release" },
  },
  passPreReview: {
    from: ["submitted"],
    to: ["awaitingAcceptance"],
    roles: ["clerk", "reviewer"],
    event: "preReviewPassed",
    guards: byHandler,
    label: { zh: "预审通过", en: "Pass pre-review" },
  },
  returnForChange: {
    /** Advice, once: it stops no clock. What is missing after that goes into the one-time notice. */
    from: ["submitted"],
    to: ["returned"],
    roles: ["clerk", "reviewer"],
    event: "returned",
    guards: [...byHandler, "notAdvisedYet", "noticeLimitRuns"],
    label: { zh: "预审退回", en: "Return for change" },
  },
  resubmit: {
    from: ["returned"],
    to: ["submitted"],
    roles: ["citizen", "clerk"],
    event: "resubmitted",
    guards: always,
    label: { zh: "重新申报", en: "Resubmit" },
  },
  receiveOriginals: {
    from: ["submitted", "awaitingAcceptance", "supplementRequested"],
    to: "same",
    roles: ["clerk", "reviewer", "system"],
    event: "originalsReceived",
    guards: [...always, "originalsExpected"],
    label: { zh: "收到原件", en: "Record originals received" },
  },
  requestSupplement: {
    from: ["submitted", "awaitingAcceptance"],
    to: ["supplementRequested"],
    roles: ["clerk", "reviewer"],
    event: "supplementRequested",
    guards: [...byHandler, "noticeLimitRuns", "furtherNoticeConfirmed", "oneTimeNoticeComplete"],
    label: { zh: "一次性告知补正", en: "Request supplement" },
  },
  supplement: {
    from: ["supplementRequested"],
    to: ["awaitingAcceptance"],
    roles: ["citizen", "clerk"],
    event: "supplemented",
    guards: always,
    label: { zh: "补正", en: "Supplement" },
  },
  /** What was asked of the applicant did not come in time (补正不来办结). */
  lapse: {
    from: ["supplementRequested"],
    to: ["terminated"],
    roles: ["system"],
    event: "lapsed",
    guards: always,
    label: { zh: "逾期未补正", en: "Lapse" },
  },
  accept: {
    from: ["awaitingAcceptance"],
    to: ["accepted"],
    roles: ["clerk", "reviewer"],
    event: "accepted",
    guards: [...byHandler, "notSubmitter", "originalsPresent", "lookUpsGiven", "feeSettledForAcceptance"],
    label: { zh: "受理", en: "Accept" },
  },
  /** What another office holds is looked up here, and not asked for (免提交). */
  recordLookUp: {
    from: ["submitted", "awaitingAcceptance", "supplementRequested", "accepted", "suspended"],
    to: "same",
    roles: ["clerk", "reviewer"],
    event: "lookUpRecorded",
    guards: [...byHandler, "lookUpOwed"],
    label: { zh: "登记核验结果", en: "Record a look-up" },
  },
  /** 行政许可法 Art. 32: no notice within five working days means accepted, from the day of receipt. */
  deemAccepted: {
    from: ["submitted", "returned", "awaitingAcceptance"],
    to: ["accepted"],
    roles: ["system"],
    event: "accepted",
    guards: [...always, "originalsPresent"],
    label: { zh: "逾期未告知视为受理", en: "Deemed accepted" },
  },
  refuse: {
    from: ["submitted", "awaitingAcceptance"],
    to: ["refused"],
    roles: ["clerk", "reviewer"],
    event: "refused",
    guards: [...byHandler, "noticeLimitRuns"],
    label: { zh: "不予受理", en: "Refuse acceptance" },
  },
  /** The applicant wants the file to go to the organ that the refusal names. */
  requestFileTransfer: {
    from: ["refused"],
    to: "same",
    roles: ["citizen", "clerk"],
    event: "fileTransferRequested",
    guards: [...always, "rightBodyNamed", "fileTransferNotRequested"],
    label: { zh: "请求移送材料", en: "Ask for the file to be passed on" },
  },
  transferFile: {
    from: ["refused"],
    to: "same",
    roles: ["clerk", "reviewer"],
    event: "fileTransferred",
    guards: [...byHandler, "fileTransferRequested"],
    label: { zh: "移送材料", en: "Pass the file on" },
  },
  /** 行政许可法 Art. 45: hearing, inspection, expert review and their like are not counted. */
  suspend: {
    from: ["accepted"],
    to: ["suspended"],
    roles: ["reviewer"],
    event: "suspended",
    guards: [...byHandler, "procedureProvided", "limitStillRuns", "suspensionsLeft"],
    label: { zh: "进入特别程序", en: "Suspend" },
  },
  resume: {
    from: ["suspended"],
    to: ["accepted"],
    roles: ["reviewer"],
    event: "resumed",
    guards: byHandler,
    label: { zh: "特别程序结束", en: "Resume" },
  },
  /** 行政许可法 Art. 42: two persons extend, once: who handles the case, and the head of the organ who approves. */
  proposeExtension: {
    from: ["accepted"],
    to: "same",
    roles: ["reviewer"],
    event: "extensionProposed",
    guards: [...byHandler, "extensionProvided", "notExtended", "limitStillRuns", "nothingProposed"],
    label: { zh: "呈批延长", en: "Propose an extension" },
  },
  extend: {
    from: ["accepted"],
    to: "same",
    roles: ["supervisor"],
    event: "extended",
    guards: [...always, "extensionProposed", "headApproves", "anotherApproves", "limitStillRuns"],
    label: { zh: "批准延长审批", en: "Approve the extension" },
  },
  /** Everything is listed at once (Art. 32): whoever has to add something asks a supervisor first. */
  proposeFurtherNotice: {
    from: ["awaitingAcceptance"],
    to: "same",
    roles: ["clerk", "reviewer"],
    event: "furtherNoticeProposed",
    guards: [...byHandler, "noticeGivenBefore", "noticeLimitRuns", "nothingProposed"],
    label: { zh: "呈批再次补正", en: "Propose a further notice" },
  },
  confirmFurtherNotice: {
    from: ["awaitingAcceptance"],
    to: "same",
    roles: ["supervisor"],
    event: "furtherNoticeConfirmed",
    guards: [...always, "furtherNoticeProposed", "anotherApproves"],
    label: { zh: "同意再次补正", en: "Confirm the further notice" },
  },
  declineProposal: {
    from: ["awaitingAcceptance", "accepted"],
    to: "same",
    roles: ["supervisor"],
    event: "proposalDeclined",
    guards: [...always, "somethingProposed"],
    label: { zh: "不同意呈批", en: "Decline the proposal" },
  },
  /** Another department is asked (征求意见); the legal clock runs on. */
  recordService: {
    from: [
      "supplementRequested",
      "accepted",
      "suspended",
      "approved",
      "rejected",
      "delivering",
      "completed",
      "refused",
      "terminated",
    ],
    to: "same",
    roles: ["clerk", "reviewer", "system"],
    event: "documentServed",
    guards: [...always, "documentGiven", "servedByNow"],
    label: { zh: "记录送达", en: "Record service" },
  },
  askOpinion: {
    from: ["accepted"],
    to: "same",
    roles: ["reviewer"],
    event: "opinionAsked",
    guards: [...byHandler, "opinionsLeft", "opinionNotAsked"],
    label: { zh: "征求意见", en: "Ask for an opinion" },
  },
  giveOpinion: {
    from: ["accepted", "suspended"],
    to: "same",
    roles: ["reviewer"],
    event: "opinionGiven",
    guards: ["asked", "notOwnCase"],
    label: { zh: "反馈意见", en: "Give an opinion" },
  },
  /** What happens around the examination (审查程序): reported by an inspection, a hearing or a third party's record. */
  recordExamination: {
    from: ["accepted", "suspended"],
    to: "same",
    roles: ["system"],
    event: "examinationRecorded",
    guards: [...always, "examinationNewer"],
    label: { zh: "登记审查程序", en: "Record a step of the examination" },
  },
  /** 容缺后补: what was promised at submission comes. */
  submitDeferred: {
    from: ["submitted", "awaitingAcceptance", "accepted", "suspended"],
    to: "same",
    roles: ["citizen", "clerk"],
    event: "deferredSubmitted",
    guards: [...always, "deferredMissing", "deferredInTime"],
    label: { zh: "补交容缺材料", en: "Bring deferred materials" },
  },
  /** 催办: the applicant asks how far it is; whoever handles the case and the supervisors see it. */
  urge: {
    from: inHand,
    to: "same",
    roles: ["citizen", "clerk"],
    event: "urged",
    guards: [...always, "withOffice", "urgingAnswered", "urgedLongAgo"],
    label: { zh: "催办", en: "Urge the office" },
  },
  answerUrging: {
    from: [...openStates, "delivering"],
    to: "same",
    roles: ["clerk", "reviewer", "supervisor"],
    event: "urgingAnswered",
    guards: [...byHandler, "urged"],
    label: { zh: "答复催办", en: "Answer the urging" },
  },
  /** 转报: the upper organ decides what this one has examined first (行政许可法 Arts. 35 and 43). */
  forwardUp: {
    from: ["accepted"],
    to: ["forwarded"],
    roles: ["reviewer"],
    event: "forwarded",
    guards: [...byHandler, "upperDecides", "deferredPresent"],
    label: { zh: "初审转报", en: "Send up to the deciding organ" },
  },
  recordUpperReceipt: {
    from: ["forwarded"],
    to: "same",
    roles: ["clerk", "reviewer"],
    event: "upperReceived",
    guards: byHandler,
    label: { zh: "登记上级收文", en: "Record the upper organ's file number" },
  },
  recordUpperDecision: {
    from: ["forwarded"],
    to: ["approved", "rejected"],
    roles: ["reviewer"],
    event: "upperDecided",
    guards: byHandler,
    label: { zh: "登记上级决定", en: "Record the upper organ's decision" },
  },
  approve: {
    from: ["accepted"],
    to: ["approved"],
    roles: ["reviewer"],
    event: "approved",
    guards: [
      ...byHandler,
      "notSubmitter",
      "notJoint",
      "decidedHere",
      "anotherDecides",
      "deferredPresent",
      "lookUpsRecorded",
      "feeSettledForDecision",
      ...examined,
      "inspectionPassed",
    ],
    label: { zh: "准予", en: "Approve" },
  },
  reject: {
    from: ["accepted"],
    to: ["rejected"],
    roles: ["reviewer"],
    event: "rejected",
    guards: [...byHandler, "notSubmitter", "notJoint", "decidedHere", "anotherDecides", ...examined],
    label: { zh: "不予", en: "Reject" },
  },
  decideOnTheSpot: {
    from: ["submitted", "awaitingAcceptance"],
    to: ["approved"],
    roles: ["clerk", "reviewer"],
    event: "decidedOnTheSpot",
    guards: [
      ...byHandler,
      "notSubmitter",
      "instantItem",
      "notJoint",
      "decidedHere",
      "originalsPresent",
      "deferredPresent",
      "lookUpsGiven",
      "feeSettledForDecision",
    ],
    label: { zh: "当场办结", en: "Decide on the spot" },
  },
  /** Reported by each part of a joint matter; with the last one the whole is decided. */
  recordPart: {
    from: ["accepted", "suspended"],
    to: ["accepted", "suspended", "approved", "rejected"],
    roles: ["system"],
    event: "partDecided",
    guards: [...always, "partOpen"],
    label: { zh: "并联事项办结", en: "Record a part's decision" },
  },
  /** The joint matter has the part's decision and delivers it with the others. */
  endPart: {
    from: ["approved", "rejected"],
    to: ["completed"],
    roles: ["system"],
    event: "partEnded",
    guards: [...always, "isPart"],
    label: { zh: "并入一件事办结", en: "End a part" },
  },
  handOver: {
    from: ["approved", "rejected"],
    to: ["delivering"],
    roles: ["clerk", "reviewer", "system"],
    event: "handedOver",
    guards: [...always, "notPart", "receiveByCourier", "feeSettled"],
    label: { zh: "交寄", en: "Hand over to courier" },
  },
  collect: {
    from: ["approved", "rejected"],
    to: ["completed"],
    roles: ["citizen", "clerk"],
    event: "collected",
    guards: [...always, "notPart", "receiveWithoutCourier", "opensElectronic", "feeSettled"],
    label: { zh: "领取结果", en: "Collect result" },
  },
  /** Also for a delivery thought to have failed, of which the carrier tells an earlier, better end. */
  confirmDelivery: {
    from: ["delivering", "approved", "rejected"],
    to: ["completed"],
    roles: ["clerk", "system"],
    event: "delivered",
    guards: [...always, "deliveryBegun", "addressConfirmed"],
    label: { zh: "确认送达", en: "Confirm delivery" },
  },
  failDelivery: {
    from: ["delivering"],
    to: ["approved", "rejected"],
    roles: ["clerk", "system"],
    event: "deliveryFailed",
    guards: always,
    label: { zh: "未能送达", en: "Record failed delivery" },
  },
  /** Nothing is heard of documents under way, or what is heard contradicts itself: the office has to ask the carrier. */
  markDeliveryStalled: {
    from: ["submitted", "awaitingAcceptance", "supplementRequested", "delivering"],
    to: "same",
    roles: ["system"],
    event: "deliveryStalled",
    guards: always,
    label: { zh: "物流待核实", en: "Ask the carrier" },
  },
  /** After a delivery that failed: to the address as it is now, corrected or not. */
  redeliver: {
    from: ["approved", "rejected"],
    to: "same",
    roles: ["citizen", "clerk"],
    event: "redeliveryRequested",
    guards: [...always, "notPart", "receiveByCourier", "deliveryFailed"],
    label: { zh: "重新寄送", en: "Send again" },
  },
  correctPerson: {
    from: openStates,
    to: "same",
    roles: ["citizen", "clerk"],
    event: "personCorrected",
    guards: [...always, "notPart"],
    label: { zh: "更正个人信息", en: "Correct personal data" },
  },
  /** Where all who applied have to take it back: one of them begins. */
  askWithdrawal: {
    from: ["submitted", "returned", "awaitingAcceptance", "supplementRequested", "accepted", "suspended"],
    to: "same",
    roles: ["citizen"],
    event: "withdrawalAsked",
    guards: [...always, "withdrawnByAll", "withdrawalNotAsked"],
    label: { zh: "提出共同撤回", en: "Ask to withdraw together" },
  },
  withdraw: {
    from: [
      "awaitingParties",
      "submitted",
      "returned",
      "awaitingAcceptance",
      "supplementRequested",
      "accepted",
      "suspended",
      "forwarded",
    ],
    to: ["withdrawn"],
    roles: ["citizen", "clerk", "system"],
    event: "withdrawn",
    guards: [...always, "withdrawnWithWhole", "withdrawalAgreed"],
    label: { zh: "撤回申请", en: "Withdraw" },
  },
  terminate: {
    from: ["returned", "supplementRequested", "accepted", "suspended", "forwarded"],
    to: ["terminated"],
    roles: ["reviewer", "supervisor", "system"],
    event: "terminated",
    guards: byHandler,
    label: { zh: "终止办理", en: "Terminate" },
  },
  /** A clerical error of a notice or decision: a correction notice says what is right, and both are kept. */
  correctDecision: {
    from: ["supplementRequested", "accepted", "suspended", ...questioned],
    to: "same",
    roles: ["reviewer"],
    event: "decisionCorrected",
    guards: [...always, "documentGiven"],
    label: { zh: "更正文书", en: "Correct a document" },
  },
  /** The issuing office put right an error in the licence that this case issued. */
  recordLicenceCorrection: {
    from: ["approved", "delivering", "completed"],
    to: "same",
    roles: ["system"],
    event: "licenceCorrected",
    guards: always,
    label: { zh: "更正证照", en: "Correct the licence" },
  },
  /** Somebody asked for reconsideration or sued, or the department looks at its decision again by itself. */
  recordRemedy: {
    from: questioned,
    to: "same",
    roles: ["reviewer"],
    event: "remedyReceived",
    guards: [...always, "notJoint", "notDecidedAnew", "remedyOver"],
    label: { zh: "登记复议诉讼", en: "Record a reconsideration or lawsuit" },
  },
  recordRemedyOutcome: {
    from: questioned,
    to: "same",
    roles: ["reviewer"],
    event: "remedyDecided",
    guards: [...always, "remedyOpen"],
    label: { zh: "登记复议诉讼结果", en: "Record its outcome" },
  },
  /** Two persons: what the decision issued ends, and where it is made anew that is a case of its own. */
  carryOutRemedy: {
    from: ["completed", "refused", "terminated"],
    to: "same",
    roles: ["supervisor"],
    event: "remedyCarriedOut",
    guards: [...always, "remedyToCarryOut", "anotherCarriesOut"],
    label: { zh: "执行复议诉讼结果", en: "Carry the outcome out" },
  },
  /** 黄牌: the time limit ends soon. */
  markNearDue: {
    from: ["awaitingParties", ...warnedStates],
    to: "same",
    roles: ["system"],
    event: "nearDue",
    guards: [...always, "notWarned"],
    label: { zh: "临期预警", en: "Warn that time runs out" },
  },
  /** 红牌: the time limit is over. */
  markOverdue: {
    from: warnedStates,
    to: "same",
    roles: ["system"],
    event: "overdue",
    guards: [...always, "notOverdueYet"],
    label: { zh: "超期预警", en: "Warn that time is over" },
  },
  /** 收费: paid, or waived (减免). Some end before their money has come. */
  settleFee: {
    from: openStates,
    to: "same",
    roles: ["system"],
    event: "feeSettled",
    guards: [...always, "feeDue"],
    label: { zh: "费用已结清", en: "Record the fee as settled" },
  },
  /** A new edition of the working-day calendar makes provisional (暂定) deadlines firm. */
  recalculate: {
    from: ["awaitingParties", ...openStates],
    to: "same",
    roles: ["system"],
    event: "recalculated",
    guards: always,
    label: { zh: "重新计算期限", en: "Reckon deadlines anew" },
  },
} as const satisfies Record<string, ActionRow<CaseState, string, CaseEventName>>;

export type CommandAction = keyof typeof actions;
export const commandActions = Object.keys(actions) as CommandAction[];
export const rowOf = (action: CommandAction): ActionRow<CaseState, string, CaseEventName> => actions[action];

export function eventOf(action: CommandAction, to: CaseState): CaseEventName {
  const { event, eventIn } = rowOf(action);
  return eventIn?.[to] ?? event;
}

/** States that an action may lead to from one state: to where it comes from only as what leaves the state alone. */
export function targetsOf(action: CommandAction, source: CaseState): CaseState[] {
  const { from, to } = rowOf(action);
  return to === "same" ? [source] : to.filter((state) => state === source || !from.includes(state));
}
