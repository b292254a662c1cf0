import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import type { GuardRow } from "#shared/kernel/lifecycle/lifecycle.ts";
import { mostSuspensions } from "./case.ts";
import type { Around, Command } from "./command.ts";

export type { Around } from "./command.ts";

import { examinationGuards } from "./examination-guards.ts";
import { isDeemedAccepted } from "./milestones.ts";
import { appliedBy, canWithdraw, hasAskedToWithdraw, hasOpenPlace, isOpenPlace } from "./parties.ts";
import { type CaseRow, mostOpinions } from "./record.ts";
import { isTheirs, isWaitingFor } from "./rights.ts";

const markOf = ({ clock: { marks } }: CaseRow, command: Command | undefined) =>
  command?.note?.limit && marks?.[command.note.limit];

const feeUnpaid = {
  zh: "费用还没有缴清，也没有免缴；请等待缴款到账，或者先办理减免。",
  en: "The fee is neither paid nor waived. Please wait for the payment, or settle a waiver first.",
};

/** Conditions beyond state and role, each with the sentence that a refusal says. */
export const guards = {
  /** Held against every action but those of a department that is asked. */
  theirs: {
    ofRole: true,
    holds: (head, actor, { department }) => isTheirs(head, actor, department),
    text: { zh: "这不是您或您部门的办件。", en: "This case is not yours or your department's." },
  },
  asked: {
    ofRole: true,
    holds: (head, _actor, { department }) => isWaitingFor(head, department),
    text: { zh: "没有征求您部门的意见。", en: "Your department is not asked for its opinion." },
  },
  /** One of those named to apply together who has not answered. Who it is, the personal data says: see invitations. */
  invited: {
    ofRole: true,
    holds: (head, actor, { command }) =>
      !appliedBy(head, actor.id) && (command ? isOpenPlace(head, command.party ?? -1) : hasOpenPlace(head)),
    text: {
      zh: "这份共同申请没有列您为申请人，或者您已经确认。",
      en: "This application does not name you, or you have confirmed it.",
    },
  },
  confirmedInTime: {
    holds: ({ clock: { confirmDueAt, provisional } }, _actor, { now }) =>
      !confirmDueAt || provisional || now <= confirmDueAt,
    facts: (_around, head) => ({ endedOn: dayOf(head.clock.confirmDueAt ?? "") }),
    text: {
      zh: "各方应在 {endedOn} 前确认，期限已过；请重新申请。",
      en: "Everybody had to confirm by {endedOn}; that day has passed. Please apply anew.",
    },
  },
  withdrawnByAll: {
    holds: (head) => head.item.withdrawnByAll === true && head.parties !== undefined,
    text: {
      zh: "这份申请可以直接撤回，不需要其他人同意。",
      en: "This application can be withdrawn at once, without anybody's consent.",
    },
  },
  withdrawalNotAsked: {
    holds: (head, actor) => !hasAskedToWithdraw(head, actor.id) && !canWithdraw(head, actor.id),
    text: {
      zh: "您已经提出撤回，或者其他申请人都已提出、您现在可以撤回。",
      en: "You have asked for it, or all others have and you can withdraw now.",
    },
  },
  /** A clerk has the consent of all before them, in writing. */
  withdrawalAgreed: {
    holds: (head, actor) => actor.role !== "citizen" || canWithdraw(head, actor.id),
    text: {
      zh: "这份申请由各方共同提出，须由全体申请人撤回：请先提出撤回，最后一位申请人提出时即撤回。",
      en: "Several applied together, so all of them withdraw: please ask for it first; the last one's word withdraws it.",
    },
  },
  instantItem: {
    holds: (head) => head.item.instant === true,
    text: { zh: "只有即办件可以当场办结。", en: "Only instant items are decided on the spot." },
  },
  originalsPresent: {
    holds: (head) => !head.item.originals || head.originalsAt !== undefined,
    text: { zh: "原件还没有寄到。", en: "The originals have not arrived yet." },
  },
  originalsExpected: {
    holds: (head) => head.item.originals === true && head.originalsAt === undefined,
    text: {
      zh: "此件没有待收的原件，或者原件已经登记收到。",
      en: "No originals are awaited, or they are recorded as received.",
    },
  },
  notAdvisedYet: {
    holds: (head) => !head.advised,
    text: {
      zh: "预审只能退回一次；仍有缺漏的，请一次性告知补正（行政许可法第三十二条）。",
      en: "It was returned with advice once; what is still missing is told by the one-time notice (Administrative Licensing Law, Art. 32).",
    },
  },
  /** 行政许可法 Art. 32: after five working days the case counts as accepted, whether a sweep has said so or not. */
  noticeLimitRuns: {
    holds: (head, _actor, { now }) => !isDeemedAccepted(head.clock, now),
    facts: (_around, head) => ({ endedOn: dayOf(head.clock.noticeDueAt ?? "") }),
    text: {
      zh: "一次性告知的期限已于 {endedOn} 届满，视为自收到之日起受理（行政许可法第三十二条）；请受理后办理。",
      en: "The time to tell what is missing ended on {endedOn}: the case counts as accepted from its receipt (Administrative Licensing Law, Art. 32). Please accept it and go on.",
    },
  },
  /** Arts. 42 and 45 extend or suspend a limit; one that is over cannot be healed. */
  limitStillRuns: {
    holds: ({ clock: { dueAt, provisional } }, _actor, { now }) => !dueAt || provisional || now <= dueAt,
    facts: (_around, head) => ({ endedOn: dayOf(head.clock.dueAt ?? "") }),
    text: {
      zh: "法定期限已于 {endedOn} 届满，不能再延长或者中止计算（行政许可法第四十二条、第四十五条）；请尽快作出决定。",
      en: "The legal limit ended on {endedOn} and can no longer be extended or suspended (Administrative Licensing Law, Arts. 42 and 45). Please decide.",
    },
  },
  extensionProvided: {
    holds: (head) => head.item.extension !== undefined,
    text: { zh: "此事项依法不能延长办理期限。", en: "The law gives this item no extension." },
  },
  nothingProposed: {
    holds: (head) => head.proposal === undefined,
    text: {
      zh: "已有呈批等待批准，请等批准或者不同意后再办理。",
      en: "A proposal waits for approval; please wait until it is approved or declined.",
    },
  },
  somethingProposed: {
    holds: (head) => head.proposal !== undefined,
    text: { zh: "没有等待批准的呈批。", en: "Nothing was proposed." },
  },
  extensionProposed: {
    holds: (head) => head.proposal?.kind === "extension",
    text: {
      zh: "承办人还没有呈批延长；延长由承办人呈批、负责人批准。",
      en: "Nobody has proposed an extension; whoever handles the case proposes it and the head approves.",
    },
  },
  /** 行政许可法 Art. 42: the head of the organ, and where several organs act together the government's. */
  headApproves: {
    holds: ({ item, department: own }, _actor, { department }) =>
      item.approver === "government" ? department === undefined : department === own,
    text: {
      zh: "延长由办理部门的负责人批准；一件事的延长由区政府的负责人批准（行政许可法第四十二条）。",
      en: "The head of the department approves an extension, and that of a joint matter the head of the government (Administrative Licensing Law, Art. 42).",
    },
  },
  anotherApproves: {
    holds: (head, actor) => head.proposal?.by !== actor.id,
    text: { zh: "呈批人不能批准自己的呈批。", en: "Whoever proposed it cannot approve it." },
  },
  toldBefore: {
    holds: (head) => head.notices !== undefined,
    text: {
      zh: "还没有告知过补正，可以直接一次性告知。",
      en: "No notice was given yet; the first one needs no approval.",
    },
  },
  furtherNoticeProposed: {
    holds: ({ proposal }) => proposal?.kind === "furtherNotice" && !proposal.confirmed,
    text: { zh: "没有等待同意的再次补正。", en: "No further notice waits for approval." },
  },
  furtherNoticeConfirmed: {
    holds: ({ notices, proposal }) =>
      notices === undefined || (proposal?.kind === "furtherNotice" && proposal.confirmed === true),
    text: {
      zh: "应当一次性告知（行政许可法第三十二条）；确需再次补正的，请先呈批，由监督人员同意。",
      en: "Everything must be told at once (Administrative Licensing Law, Art. 32). A further notice has to be proposed and confirmed by a supervisor first.",
    },
  },
  procedureProvided: {
    holds: (head) => head.item.procedures !== undefined,
    text: {
      zh: "此事项没有依法可以不计入期限的特别程序。",
      en: "No special procedure of this item may be left out of the limit.",
    },
  },
  rightBodyNamed: {
    holds: ({ refusal }) => refusal?.kind === "notOurs",
    text: {
      zh: "不予受理时没有告知其他有权机关，材料没有可以移送的机关。",
      en: "The refusal names no other organ, so there is none to pass the file to.",
    },
  },
  fileTransferNotRequested: {
    holds: ({ refusal }) => refusal?.file === undefined,
    text: { zh: "已经请求过移送材料。", en: "The file was asked to be passed on before." },
  },
  /** Personal data go to another organ because the applicant wants it, and not otherwise. */
  fileTransferRequested: {
    holds: ({ refusal }) => refusal?.file === "requested",
    text: {
      zh: "申请人没有请求移送材料，或者材料已经移送。",
      en: "The applicant has not asked for it, or the file has been passed on.",
    },
  },
  servedByNow: {
    holds: ({ submittedAt }, _actor, { command, now }) => {
      const servedOn = command?.note?.service?.servedOn;
      return !servedOn || (dayOf(submittedAt) <= servedOn && servedOn <= dayOf(now));
    },
    facts: ({ now }, head) => ({ from: dayOf(head.submittedAt), until: dayOf(now) }),
    text: {
      zh: "送达日期应在申请之日（{from}）和今天（{until}）之间。",
      en: "A document is served between the day of the application ({from}) and today ({until}).",
    },
  },
  receiveByCourier: {
    holds: (head) => head.receive === "courier",
    text: { zh: "申请人没有选择快递送达。", en: "The applicant did not choose a courier." },
  },
  receiveWithoutCourier: {
    holds: (head) => head.receive !== "courier",
    text: { zh: "申请人选择了快递送达。", en: "The applicant chose a courier." },
  },
  /** Nobody has collected at a window what they say they have: whoever hands it over records it. */
  opensElectronic: {
    holds: (head, actor) => actor.role !== "citizen" || head.receive === "electronic",
    text: {
      zh: "窗口领取的结果，请到窗口出示领取码或者证件，由工作人员登记。",
      en: "Please collect it at the window with your code or your papers; the clerk records it.",
    },
  },
  notExtended: {
    holds: (head) => !head.clock.extension,
    text: { zh: "期限只能延长一次。", en: "The time limit can be extended once only." },
  },
  oneTimeNoticeComplete: {
    holds: (_head, _actor, { command }) => !command?.lateFindings?.length,
    facts: ({ command }) => ({ lateFindings: command?.lateFindings ?? [] }),
    text: {
      zh: "应当一次性告知：这些问题第一次告知时就能看到，不能再次要求补正。",
      en: "Everything must be told at once: these faults could be seen when the first notice was given.",
    },
  },
  deferredMissing: {
    holds: (head) => head.deferredUntil !== undefined,
    text: { zh: "没有需要补交的容缺材料。", en: "No deferred materials are outstanding." },
  },
  deferredInTime: {
    holds: ({ deferredUntil }, _actor, { now }) => !deferredUntil || dayOf(now) <= deferredUntil,
    facts: (_around, head) => ({ endedOn: head.deferredUntil ?? "" }),
    text: {
      zh: "容缺材料应在 {endedOn} 前补交，期限已过；请等待部门决定，或者撤回后重新申请。",
      en: "What was deferred had to come by {endedOn}. Please wait for the decision, or withdraw and apply anew.",
    },
  },
  deferredPresent: {
    holds: (head) => head.deferredUntil === undefined,
    text: { zh: "容缺材料还没有补齐。", en: "Deferred materials are still missing." },
  },
  decidedHere: {
    holds: ({ item }) => item.review === undefined,
    text: {
      zh: "此事项由上级机关决定，本部门只作初审；请转报（行政许可法第三十五条）。",
      en: "An upper organ decides this item and this department examines it first; please send it up (Administrative Licensing Law, Art. 35).",
    },
  },
  upperDecides: {
    holds: ({ item }) => item.review !== undefined,
    text: { zh: "此事项由本部门决定，不需要转报。", en: "This department decides the item itself." },
  },
  withOffice: {
    holds: ({ clock }) => !clock.waiting,
    text: {
      zh: "原件还没有寄到，办理时间还没有开始计算。",
      en: "The originals have not arrived yet, so the office's time has not begun.",
    },
  },
  urged: {
    holds: ({ urging }) => urging !== undefined && !urging.answered,
    text: { zh: "没有等待答复的催办。", en: "No urging waits for an answer." },
  },
  urgingAnswered: {
    holds: ({ urging }) => urging === undefined || urging.answered === true,
    facts: (_around, head) => ({ answerBy: head.urging?.answerBy ?? "" }),
    text: {
      zh: "您已经催办，办理部门在 {answerBy} 前答复。",
      en: "You have urged the office; it answers by {answerBy}.",
    },
  },
  urgedLongAgo: {
    holds: ({ urging }, _actor, { now }) => !urging || dayOf(now) >= urging.againFrom,
    facts: (_around, head) => ({ againFrom: head.urging?.againFrom ?? "" }),
    text: {
      zh: "刚刚催办过，{againFrom} 起可以再次催办。",
      en: "The office was urged not long ago; you can do so again from {againFrom}.",
    },
  },
  ...examinationGuards,
  feeDue: {
    holds: (head) => head.item.fee !== undefined && head.fee === undefined,
    text: { zh: "没有待结清的费用。", en: "No fee is outstanding." },
  },
  feeSettledForAcceptance: {
    holds: (head) => head.item.fee !== "acceptance" || head.fee !== undefined,
    text: feeUnpaid,
  },
  feeSettledForDecision: {
    holds: (head) => !head.item.fee || head.item.fee === "delivery" || head.fee !== undefined,
    text: feeUnpaid,
  },
  /** Of a decision not to grant nothing is handed over that was to be paid for. */
  feeSettled: {
    holds: (head) => !head.item.fee || head.fee !== undefined || head.decision === "rejected",
    text: feeUnpaid,
  },
  unassigned: {
    holds: (head) => head.handler === undefined,
    text: { zh: "已有人领办。", en: "Somebody handles this case already." },
  },
  handledByYou: {
    holds: (head, actor) => head.handler === actor.id,
    text: { zh: "这个办件不由您领办。", en: "You are not the one who handles this case." },
  },
  notToApplicant: {
    holds: (head, _actor, { command }) => !command?.note?.assignee || !appliedBy(head, command.note.assignee),
    text: {
      zh: "不能把办件交给申请人本人办理。",
      en: "A case cannot be given to the person who applied.",
    },
  },
  anotherDecides: {
    holds: (head, actor) => !head.item.separateDecider || head.acceptedBy !== actor.id,
    text: {
      zh: "此事项的受理人不能作出决定。",
      en: "For this item, whoever accepted the case may not decide it.",
    },
  },
  opinionNotAsked: {
    holds: (head, _actor, { command }) => {
      const department = command?.note?.opinion?.department;
      return department !== head.department && !isWaitingFor(head, department);
    },
    text: {
      zh: "已经征求该部门的意见，或者就是本部门。",
      en: "That department is asked already, or it is your own.",
    },
  },
  suspensionsLeft: {
    holds: (head) => (head.clock.pauses?.length ?? 0) < mostSuspensions,
    text: {
      zh: `特别程序不能超过 ${mostSuspensions} 次。`,
      en: `A case cannot be suspended more than ${mostSuspensions} times.`,
    },
  },
  opinionsLeft: {
    holds: (head) => (head.opinions?.length ?? 0) < mostOpinions,
    text: {
      zh: `征求意见不能超过 ${mostOpinions} 次。`,
      en: `Opinions cannot be asked more than ${mostOpinions} times.`,
    },
  },
  notJoint: {
    holds: (head) => head.parts === undefined,
    text: { zh: "一件事由各并联事项分别决定。", en: "A joint matter is decided by its parts." },
  },
  notPart: {
    holds: (head) => head.parent === undefined,
    text: { zh: "并联事项随一件事一并办理。", en: "A part goes with its joint matter." },
  },
  isPart: {
    holds: (head) => head.parent !== undefined,
    text: { zh: "这不是一件事的并联事项。", en: "This is not a part of a joint matter." },
  },
  withdrawnWithWhole: {
    holds: (head, actor) => head.parent === undefined || actor.role === "system",
    text: { zh: "请撤回整个一件事。", en: "Please withdraw the joint matter as a whole." },
  },
  partOpen: {
    holds: (head, _actor, { command }) =>
      head.parts?.some(({ code, result }) => code === command?.part?.code && !result) ?? false,
    text: { zh: "没有这个待办结的并联事项。", en: "There is no such open part." },
  },
  deliveryFailed: {
    holds: (head) => head.delivery?.failed === true,
    text: { zh: "没有未能送达的快递。", en: "No delivery has failed." },
  },
  deliveryBegun: {
    holds: (head) => head.state === "delivering" || head.delivery?.failed === true,
    text: { zh: "结果还没有交寄。", en: "The result has not been handed to a courier." },
  },
  /** A signature is evidence; delivery in law needs the address that the applicant confirmed (送达地址确认书). */
  addressConfirmed: {
    holds: (head, actor) => actor.role !== "system" || head.addressConfirmed === true,
    text: {
      zh: "申请人没有确认送达地址，签收不等于送达，请由工作人员确认。",
      en: "The applicant has not confirmed the address: a signature alone is no delivery; staff must confirm it.",
    },
  },
  notWarned: {
    holds: (head, _actor, { command }) => !markOf(head, command),
    text: { zh: "已经预警过。", en: "The warning was given before." },
  },
  notOverdueYet: {
    holds: (head, _actor, { command }) => markOf(head, command) !== "red",
    text: { zh: "已经预警过。", en: "The warning was given before." },
  },
  /** Held against every action of staff. */
  notOwnCase: {
    holds: (head, actor) => actor.role === "citizen" || actor.role === "system" || !appliedBy(head, actor.id),
    text: {
      zh: "您是申请人，不能办理自己的申请。",
      en: "This is your own application; somebody else must handle it.",
    },
  },
  /** Held against whatever accepts or decides: whoever applied for somebody does not judge that application. */
  notSubmitter: {
    holds: (head, actor) => head.submittedBy === undefined || head.submittedBy !== actor.id,
    text: {
      zh: "这份申请由您代为提交，请由其他人受理和决定。",
      en: "You submitted this application for the applicant; somebody else accepts and decides it.",
    },
  },
  /** Held against actions that belong to whoever handles the case. */
  handledByNobodyElse: {
    holds: (head, actor) =>
      head.handler === undefined ||
      head.handler === actor.id ||
      (actor.role !== "clerk" && actor.role !== "reviewer"),
    text: { zh: "这个办件由其他人领办。", en: "Somebody else handles this case." },
  },
} satisfies Record<string, GuardRow<CaseRow, Around>>;
export type Guard = keyof typeof guards;
