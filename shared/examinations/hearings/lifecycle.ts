import { type Moment, workingDaysAfter } from "#shared/kernel/calendar/moment.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { anotherThan, defineLifecycle } from "#shared/kernel/lifecycle/lifecycle.ts";
import { isNearDue, isOverdue } from "../clock.ts";
import { statutoryDays } from "../limits.ts";
import { byApplicant, ends, type Hearing } from "./record.ts";

/** What a decision asks beside the record: the moment, what is asked for, and who examines the case. */
export type Circumstances = Moment & {
  asked?: { at?: string | undefined; chair?: string | undefined; requester?: string | undefined };
  /** Accounts that handle or accepted the case, and of those whom it concerns. */
  partial?: readonly string[];
};

const open = ["announced", "owed", "scheduled", "held"] as const;
const reviewers = ["reviewer", "supervisor"] as const;
const anyStaff = ["clerk", "reviewer", "supervisor"] as const;

const graceMs = 3_600_000;

/** The last instant of the last day on which notice comes too late (Art. 48 (1)). */
const noticeOver = (moment: Moment): string => workingDaysAfter(moment, statutoryDays.hearingNoticeDays);
const requesterOf = ({ asked }: Circumstances): string => asked?.requester ?? byApplicant;

/** The whole life of a hearing. */
export const lifecycle = defineLifecycle<Hearing, Circumstances>()({
  name: "hearing",
  states: {
    announced: { zh: "已告知听证权利", en: "Right announced" },
    owed: { zh: "应当听证", en: "To be held" },
    scheduled: { zh: "已通知听证", en: "Notified" },
    held: { zh: "已听证，待签笔录", en: "Held; the record is to be signed" },
    closed: { zh: "笔录已签", en: "Record signed" },
    lapsed: { zh: "逾期未申请", en: "Nobody asked in time" },
    withdrawn: { zh: "已撤回申请", en: "Request withdrawn" },
    cancelled: { zh: "已取消", en: "Cancelled" },
  },
  begins: ["announced", "owed"],
  ends,
  guards: {
    requestInTime: {
      holds: ({ requestBy }, _actor, { now }) => requestBy !== undefined && now <= requestBy,
      facts: (_around, { requestBy }) => ({ endedOn: requestBy ? dayOf(requestBy) : "" }),
      text: {
        zh: "申请听证的期限已于 {endedOn} 届满（行政许可法第四十七条：自被告知之日起五日内）。",
        en: "The time to ask for a hearing ended on {endedOn} (Administrative Licensing Law, Art. 47: five days from being informed).",
      },
    },
    notRequestedYet: {
      holds: ({ requests }, _actor, around) => !requests.includes(requesterOf(around)),
      text: { zh: "已经申请过听证。", en: "The hearing was asked for before." },
    },
    requested: {
      holds: ({ requests }, _actor, around) => requests.includes(requesterOf(around)),
      text: { zh: "没有可以撤回的听证申请。", en: "There is no request that could be withdrawn." },
    },
    /** Art. 48 (1): seven days before, which by Art. 82 are working days. */
    noticeLongEnough: {
      holds: (_record, _actor, { asked, ...moment }) => !asked?.at || asked.at > noticeOver(moment),
      facts: (around) => ({ earliestAfter: dayOf(noticeOver(around)) }),
      text: {
        zh: "应当在举行听证的七日前通知时间、地点（行政许可法第四十八条）；听证须在 {earliestAfter} 之后。",
        en: "Time and place are notified seven working days before (Administrative Licensing Law, Art. 48): the hearing has to be after {earliestAfter}.",
      },
    },
    /** Art. 47. A hearing that is late already is held all the same. */
    heldInTime: {
      holds: ({ holdBy }, _actor, { asked, ...moment }) =>
        !asked?.at || !holdBy || asked.at <= holdBy || holdBy <= noticeOver(moment),
      facts: (_around, { holdBy }) => ({ until: holdBy ? dayOf(holdBy) : "" }),
      text: {
        zh: "应当在收到听证申请之日起二十日内组织听证，最迟 {until}（行政许可法第四十七条）。",
        en: "A hearing is held within twenty working days of the request, by {until} at the latest (Administrative Licensing Law, Art. 47).",
      },
    },
    chairImpartial: {
      holds: ({ applicantId, formerChairs = [] }, _actor, { asked, partial = [] }) =>
        !asked?.chair || ![applicantId, ...formerChairs, ...partial].includes(asked.chair),
      text: {
        zh: "听证主持人应当是审查该申请的工作人员以外的人员，也不能是当事人或者已经回避的人（行政许可法第四十八条）。",
        en: "The chair is somebody who does not examine this case, has no part in it and was not objected to (Administrative Licensing Law, Art. 48).",
      },
    },
    beforeHearing: {
      holds: ({ hearingAt }, _actor, { now }) => hearingAt !== undefined && now < hearingAt,
      facts: (_around, { hearingAt }) => ({ hearingAt: hearingAt ?? "" }),
      text: { zh: "听证的时间已到。", en: "The time of the hearing has come." },
    },
    noObjection: {
      holds: ({ objection }) => objection === undefined,
      text: {
        zh: "对主持人的回避申请还没有决定。",
        en: "The objection to the chair has not been decided yet.",
      },
    },
    objectedTo: {
      holds: ({ objection }) => objection === "pending",
      text: { zh: "没有待决定的回避申请。", en: "There is no objection to decide." },
    },
    notChair: anotherThan(({ chair }) => [chair], {
      zh: "主持人不能决定自己的回避。",
      en: "The chair does not decide whether they stand back.",
    }),
    isChair: {
      holds: ({ chair }, { id }) => chair === id,
      text: { zh: "只有听证主持人可以办理。", en: "Only the chair of the hearing may do this." },
    },
    timeHasCome: {
      holds: ({ hearingAt }, _actor, { now }) => hearingAt !== undefined && hearingAt <= now,
      facts: (_around, { hearingAt }) => ({ hearingAt: hearingAt ?? "" }),
      text: { zh: "还没有到听证的时间。", en: "The time of the hearing has not come yet." },
    },
    nobodyAsked: {
      // A request of the last minute may still be on its way from a third party's record.
      holds: ({ requestBy, requests }, _actor, { now }) =>
        requestBy !== undefined && Date.parse(requestBy) + graceMs < Date.parse(now) && requests.length === 0,
    },
    nearDue: { holds: (record, _actor, moment) => isNearDue(record, moment) },
    late: { holds: (record, _actor, moment) => isOverdue(record, moment) },
  },
  actions: {
    request: {
      from: ["announced", "owed", "scheduled"],
      to: ["owed", "scheduled"],
      roles: ["citizen", "clerk", "system"],
      guards: ["requestInTime", "notRequestedYet"],
      event: "requested",
      label: { zh: "申请听证", en: "Ask for a hearing" },
    },
    withdrawRequest: {
      from: ["owed", "scheduled"],
      to: ["announced", "owed", "scheduled", "withdrawn"],
      roles: ["citizen", "clerk", "system"],
      guards: ["requested"],
      event: "requestWithdrawn",
      label: { zh: "撤回听证申请", en: "Withdraw the request" },
    },
    schedule: {
      from: ["owed", "scheduled"],
      to: ["scheduled"],
      roles: reviewers,
      guards: ["noticeLongEnough", "heldInTime", "chairImpartial"],
      event: "scheduled",
      label: { zh: "通知听证", en: "Notify time and place" },
    },
    objectToChair: {
      from: ["scheduled"],
      to: "same",
      roles: ["citizen", "clerk"],
      guards: ["beforeHearing", "noObjection"],
      event: "chairObjectedTo",
      label: { zh: "申请主持人回避", en: "Object to the chair" },
    },
    decideObjection: {
      from: ["scheduled"],
      to: ["scheduled", "owed"],
      roles: ["supervisor"],
      guards: ["objectedTo", "notChair"],
      event: "objectionDecided",
      label: { zh: "决定回避", en: "Decide the objection" },
    },
    hold: {
      from: ["scheduled"],
      to: ["held"],
      roles: anyStaff,
      guards: ["isChair", "noObjection", "timeHasCome"],
      event: "held",
      label: { zh: "举行听证", en: "Record that it was held" },
    },
    close: {
      from: ["held"],
      to: ["closed"],
      roles: anyStaff,
      guards: ["isChair"],
      event: "closed",
      label: { zh: "笔录已签", en: "Close with the signed record" },
    },
    /** Reports a third party who has until a later day. */
    announceToMore: {
      from: ["announced", "owed", "scheduled"],
      to: "same",
      roles: ["system"],
      event: "announcedToMore",
      label: { zh: "又告知利害关系人", en: "A third party was informed of the right" },
    },
    lapse: {
      from: ["announced"],
      to: ["lapsed"],
      roles: ["system"],
      guards: ["nobodyAsked"],
      event: "lapsed",
      label: { zh: "逾期未申请", en: "Nobody asked in time" },
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
      from: ["owed", "scheduled", "held"],
      to: "same",
      roles: ["system"],
      guards: ["late"],
      event: "overdue",
      label: { zh: "超期预警", en: "Warn that time is over" },
    },
  },
});
