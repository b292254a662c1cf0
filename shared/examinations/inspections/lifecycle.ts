import type { Moment } from "#shared/kernel/calendar/moment.ts";
import { defineLifecycle } from "#shared/kernel/lifecycle/lifecycle.ts";
import { isNearDue, isOverdue } from "../clock.ts";
import { statutoryDays } from "../limits.ts";
import { ends, type Inspection } from "./record.ts";

/** What a decision asks beside the record: the moment, what is asked for, and whom officers may not be. */
export type Circumstances = Moment & {
  /** The appointment that is asked for, or the officers. */
  asked?: { at?: string | undefined; officers?: readonly string[] | undefined };
  /** Accounts of the applicant and of those whom the case concerns. */
  concerned?: readonly string[];
  /** Its item's law asks for an inspection. */
  required?: boolean;
};

const staff = ["clerk", "reviewer"] as const;
const open = ["planned", "scheduled", "onSite", "recorded", "rectifying"] as const;

/** The whole life of an on-site inspection. */
export const lifecycle = defineLifecycle<Inspection, Circumstances>()({
  name: "inspection",
  states: {
    planned: { zh: "待安排", en: "To be scheduled" },
    scheduled: { zh: "已预约", en: "Appointment made" },
    onSite: { zh: "现场核查中", en: "On site" },
    recorded: { zh: "待作结论", en: "To be concluded" },
    rectifying: { zh: "整改待复查", en: "To be rectified and looked at again" },
    passed: { zh: "核查通过", en: "Passed" },
    failed: { zh: "核查不通过", en: "Failed" },
    cancelled: { zh: "已取消", en: "Cancelled" },
  },
  begins: ["planned"],
  ends,
  guards: {
    enoughOfficers: {
      holds: (_record, _actor, { asked }) => {
        const officers = asked?.officers;
        return !officers || new Set(officers).size >= statutoryDays.fewestOfficers;
      },
      text: {
        zh: "现场核查应当由两名以上工作人员进行（行政许可法第三十四条）。",
        en: "An inspection takes two officers or more (Administrative Licensing Law, Art. 34).",
      },
    },
    officersImpartial: {
      holds: ({ applicantId, recused = [] }, _actor, { asked, concerned = [] }) =>
        !asked?.officers?.some((one) => [applicantId, ...recused, ...concerned].includes(one)),
      text: {
        zh: "申请人、利害关系人和已经回避的人员不能参加核查。",
        en: "The applicant, whoever the case concerns, and whoever stood back cannot be an officer.",
      },
    },
    appointmentAhead: {
      holds: (_record, _actor, { asked, now }) => !asked?.at || asked.at > now,
      text: { zh: "预约时间应当在现在之后。", en: "The appointment has to be later than now." },
    },
    notRescheduled: {
      holds: ({ rescheduled }) => !rescheduled,
      text: { zh: "预约时间只能更改一次。", en: "An appointment can be changed once only." },
    },
    beforeAppointment: {
      holds: ({ appointmentAt }, { role }, { now }) =>
        role !== "citizen" || (appointmentAt !== undefined && now < appointmentAt),
      facts: (_around, { appointmentAt }) => ({ appointmentAt: appointmentAt ?? "" }),
      text: {
        zh: "预约的时间已到，不能再更改。",
        en: "The time of the appointment has come; it can no longer be changed.",
      },
    },
    isOfficer: {
      holds: ({ officers }, { id }) => officers.some(({ account }) => account === id),
      text: {
        zh: "只有到场核查的人员可以办理。",
        en: "Only an officer of this inspection may do this.",
      },
    },
    notRequired: {
      holds: (_record, _actor, { required }) => !required,
      text: {
        zh: "此事项依法应当现场核查，不能取消。",
        en: "The law asks for an inspection of this item; it cannot be cancelled.",
      },
    },
    nearDue: { holds: (record, _actor, moment) => isNearDue(record, moment) },
    late: { holds: (record, _actor, moment) => isOverdue(record, moment) },
  },
  actions: {
    schedule: {
      from: ["planned", "rectifying"],
      to: ["scheduled"],
      roles: staff,
      guards: ["enoughOfficers", "officersImpartial", "appointmentAhead"],
      event: "scheduled",
      label: { zh: "预约核查", en: "Make an appointment" },
    },
    reschedule: {
      from: ["scheduled"],
      to: ["scheduled"],
      roles: ["citizen", ...staff],
      guards: ["notRescheduled", "beforeAppointment", "appointmentAhead"],
      event: "scheduled",
      label: { zh: "改约", en: "Change the appointment" },
    },
    recuse: {
      from: ["scheduled"],
      to: ["planned"],
      roles: ["reviewer", "supervisor"],
      event: "officerRecused",
      label: { zh: "回避", en: "Have an officer stand back" },
    },
    arrive: {
      from: ["scheduled"],
      to: ["onSite"],
      roles: staff,
      guards: ["isOfficer"],
      event: "arrived",
      label: { zh: "到场", en: "Arrive on site" },
    },
    record: {
      from: ["onSite"],
      to: ["recorded"],
      roles: staff,
      guards: ["isOfficer"],
      event: "recorded",
      label: { zh: "制作核查笔录", en: "Record what was found" },
    },
    pass: {
      from: ["recorded"],
      to: ["passed"],
      roles: staff,
      guards: ["isOfficer"],
      event: "passed",
      label: { zh: "核查通过", en: "Pass" },
    },
    orderRectification: {
      from: ["recorded"],
      to: ["rectifying"],
      roles: staff,
      guards: ["isOfficer"],
      event: "rectificationOrdered",
      label: { zh: "责令整改", en: "Have it put right" },
    },
    fail: {
      from: ["recorded", "rectifying"],
      to: ["failed"],
      roles: staff,
      guards: ["isOfficer"],
      event: "failed",
      label: { zh: "核查不通过", en: "Fail" },
    },
    cancel: {
      from: ["planned", "scheduled"],
      to: ["cancelled"],
      roles: ["reviewer", "supervisor"],
      guards: ["notRequired"],
      event: "cancelled",
      label: { zh: "取消核查", en: "Cancel" },
    },
    /** Its case is over. */
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
      from: open,
      to: "same",
      roles: ["system"],
      guards: ["late"],
      event: "overdue",
      label: { zh: "超期预警", en: "Warn that time is over" },
    },
  },
});
