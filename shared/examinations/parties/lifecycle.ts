import type { Moment } from "#shared/kernel/calendar/moment.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { defineLifecycle } from "#shared/kernel/lifecycle/lifecycle.ts";
import { isNearDue, isOverdue } from "../clock.ts";
import { ends, type InterestedParty } from "./record.ts";

/** What a decision asks beside the record. */
export type Circumstances = Moment & {
  /** Who asks for it: whether their verified name is the one on the notice. */
  caller?: { namedSo: boolean; isVerified: boolean };
  /** The right to a hearing is announced, or a hearing is to be held, in this case. */
  hearingOpen?: boolean;
  /** This step announces the right to a hearing. */
  announces?: boolean;
};

const open = ["named", "informed", "objected"] as const;
const informedStates = ["informed", "objected", "considered", "agreed", "silent"] as const;
const staff = ["clerk", "reviewer"] as const;

/** The whole part of a third party in a case. */
export const lifecycle = defineLifecycle<InterestedParty, Circumstances>()({
  name: "interested party",
  states: {
    named: { zh: "待告知", en: "To be informed" },
    informed: { zh: "已告知，待陈述", en: "Informed; may state" },
    objected: { zh: "有异议，待处理", en: "Objects; to be weighed" },
    considered: { zh: "异议已处理", en: "Objection weighed" },
    agreed: { zh: "无异议", en: "No objection" },
    silent: { zh: "逾期未陈述", en: "Said nothing in time" },
    cancelled: { zh: "已取消", en: "Cancelled" },
  },
  begins: ["named"],
  ends,
  guards: {
    hearingAnnounced: {
      holds: (_party, _actor, { announces, hearingOpen }) => !announces || hearingOpen === true,
      text: {
        zh: "请先在办件中登记告知听证权利，再告知利害关系人（行政许可法第四十七条）。",
        en: "Please announce the right to a hearing in the case first, then to the third party (Administrative Licensing Law, Art. 47).",
      },
    },
    verified: {
      holds: (_party, _actor, { caller }) => !caller || caller.isVerified,
      text: { zh: "请先完成实名认证。", en: "Please verify your identity first." },
    },
    namedSo: {
      holds: (_party, _actor, { caller }) => !caller || caller.namedSo,
      text: {
        zh: "您的实名与告知书上的姓名不一致，请到窗口办理。",
        en: "Your verified name is not the one on the notice; please come to the window.",
      },
    },
    notJoined: {
      holds: ({ account }) => account === undefined,
      text: { zh: "此告知书已经有人领取。", en: "This notice was taken up before." },
    },
    notApplicant: {
      holds: ({ applicantId }, { id }) => applicantId !== id,
      text: {
        zh: "申请人不能是自己办件的利害关系人。",
        en: "The applicant is no third party of their own case.",
      },
    },
    statementInTime: {
      holds: ({ statementBy }, _actor, { now }) => statementBy !== undefined && now <= statementBy,
      facts: (_around, { statementBy }) => ({ endedOn: statementBy ? dayOf(statementBy) : "" }),
      text: {
        zh: "陈述意见的期限已于 {endedOn} 届满（行政许可法第三十六条）。",
        en: "The time to make a statement ended on {endedOn} (Administrative Licensing Law, Art. 36).",
      },
    },
    hearingInTime: {
      holds: ({ hearingRequestBy }, _actor, { now }) =>
        hearingRequestBy !== undefined && now <= hearingRequestBy,
      facts: (_around, { hearingRequestBy }) => ({
        endedOn: hearingRequestBy ? dayOf(hearingRequestBy) : "",
      }),
      text: {
        zh: "没有告知听证权利，或者申请听证的期限已于 {endedOn} 届满（行政许可法第四十七条：自被告知之日起五日内）。",
        en: "No right to a hearing was announced, or the time to ask for one ended on {endedOn} (Administrative Licensing Law, Art. 47: five days from being informed).",
      },
    },
    hearingStillOpen: {
      holds: (_party, _actor, { hearingOpen }) => hearingOpen !== false,
      text: { zh: "此办件现在没有可以申请的听证。", en: "There is no hearing to ask for in this case now." },
    },
    notRequested: {
      holds: ({ hearingRequested }) => !hearingRequested,
      text: { zh: "已经申请过听证。", en: "The hearing was asked for before." },
    },
    requested: {
      holds: ({ hearingRequested }) => hearingRequested === true,
      text: { zh: "没有可以撤回的听证申请。", en: "There is no request that could be withdrawn." },
    },
    timeIsOver: {
      holds: ({ statementBy }, _actor, { now }) => statementBy !== undefined && statementBy < now,
    },
    nearDue: { holds: (record, _actor, moment) => isNearDue(record, moment) },
    late: { holds: (record, _actor, moment) => isOverdue(record, moment) },
  },
  actions: {
    inform: {
      from: ["named"],
      to: ["informed"],
      roles: staff,
      guards: ["hearingAnnounced"],
      event: "informed",
      label: { zh: "告知利害关系人", en: "Inform" },
    },
    join: {
      from: ["informed", "objected"],
      to: "same",
      roles: ["citizen"],
      guards: ["notApplicant", "verified", "namedSo", "notJoined"],
      event: "joined",
      label: { zh: "领取告知书", en: "Take the notice up" },
    },
    makeStatement: {
      from: ["informed"],
      to: ["objected", "agreed"],
      roles: ["citizen", "clerk"],
      guards: ["statementInTime"],
      event: "stated",
      label: { zh: "陈述意见", en: "Make a statement" },
    },
    weigh: {
      from: ["objected"],
      to: ["considered"],
      roles: ["reviewer"],
      event: "considered",
      label: { zh: "登记异议处理", en: "Record how it was weighed" },
    },
    requestHearing: {
      from: informedStates,
      to: "same",
      roles: ["citizen", "clerk"],
      guards: ["hearingInTime", "hearingStillOpen", "notRequested"],
      event: "hearingRequested",
      label: { zh: "申请听证", en: "Ask for a hearing" },
    },
    withdrawHearingRequest: {
      from: informedStates,
      to: "same",
      roles: ["citizen", "clerk"],
      guards: ["requested", "hearingStillOpen"],
      event: "hearingRequestWithdrawn",
      label: { zh: "撤回听证申请", en: "Withdraw the request for a hearing" },
    },
    remove: {
      from: ["named"],
      to: ["cancelled"],
      roles: ["reviewer"],
      event: "cancelled",
      label: { zh: "不是利害关系人", en: "Not concerned after all" },
    },
    lapse: {
      from: ["informed"],
      to: ["silent"],
      roles: ["system"],
      guards: ["timeIsOver"],
      event: "lapsed",
      label: { zh: "逾期未陈述", en: "Said nothing in time" },
    },
    drop: {
      from: open,
      to: ["cancelled"],
      roles: ["system"],
      event: "cancelled",
      label: { zh: "办件已结束", en: "The case is over" },
    },
    warn: {
      from: open,
      to: "same",
      roles: ["system"],
      guards: ["nearDue"],
      event: "nearDue",
      label: { zh: "临期提醒", en: "Warn that time runs out" },
    },
    markLate: {
      from: ["named", "objected"],
      to: "same",
      roles: ["system"],
      guards: ["late"],
      event: "overdue",
      label: { zh: "超期预警", en: "Warn that time is over" },
    },
  },
});
