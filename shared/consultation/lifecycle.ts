import type { Moment } from "#shared/kernel/calendar/moment.ts";
import { defineLifecycle } from "#shared/kernel/lifecycle/lifecycle.ts";
import { consultationPolicy as policy } from "./policy.ts";
import { type Consultation, ends } from "./record.ts";

const staff = ["clerk", "reviewer", "supervisor"] as const;

const isOver = ({ dueAt }: Consultation, { now }: Moment): boolean => dueAt !== undefined && dueAt < now;

/** The whole life of a question as data: server, buttons and tests read this table. */
export const lifecycle = defineLifecycle<Consultation, Moment>()({
  name: "consultation",
  states: {
    asked: { zh: "待受理", en: "To be taken up" },
    answering: { zh: "答复中", en: "Being answered" },
    waiting: { zh: "待补充", en: "Waiting for the asker" },
    answered: { zh: "已答复", en: "Answered" },
    closed: { zh: "已办结", en: "Closed" },
    merged: { zh: "已合并", en: "Merged" },
    redirected: { zh: "已转热线", en: "Passed to the hotline" },
  },
  begins: ["asked"],
  ends,
  guards: {
    transfersLeft: {
      holds: ({ transfers, fixed }) => !fixed && transfers < policy.maxTransfers,
      text: {
        zh: `已转办 ${policy.maxTransfers} 次或已由督导人员确定承办部门，请督导人员确定。`,
        en: `It was transferred ${policy.maxTransfers} times, or a supervisor said whose it is: only a supervisor decides that now.`,
      },
    },
    transfersUsed: {
      holds: ({ transfers, fixed }) => !fixed && transfers >= policy.maxTransfers,
      text: {
        zh: `转办满 ${policy.maxTransfers} 次后由督导人员确定承办部门，且只确定一次。`,
        en: `A supervisor says whose it is after ${policy.maxTransfers} transfers, and once.`,
      },
    },
    extendsOnce: {
      holds: ({ extended }) => !extended,
      text: { zh: "答复期限只能延长一次。", en: "The answer can be put off once." },
    },
    stillInTime: {
      holds: (consultation, _actor, moment) => !isOver(consultation, moment),
      text: { zh: "期限已过。", en: "The time for it is over." },
    },
    reopensOnce: {
      holds: ({ reopened }) => !reopened,
      text: {
        zh: "同一咨询只能追问一次，请另提一个咨询。",
        en: "A question is reopened once; please ask a new one.",
      },
    },
    hasAnswer: {
      holds: ({ answeredAt }) => answeredAt !== undefined,
      text: { zh: "没有答复的咨询不能评价。", en: "Only an answer can be rated." },
    },
    ratesOnce: {
      holds: ({ level }) => level === undefined,
      text: { zh: "已评价过。", en: "It has been rated." },
    },
    isOver: { holds: (consultation, _actor, moment) => isOver(consultation, moment) },
    isUnmarked: { holds: ({ dueAt, overdueOf }) => dueAt !== overdueOf },
  },
  actions: {
    take: {
      from: ["asked"],
      to: ["answering"],
      roles: staff,
      event: "taken",
      label: { zh: "受理", en: "Take it up" },
    },
    answer: {
      from: ["answering"],
      to: ["answered"],
      roles: staff,
      event: "answered",
      label: { zh: "答复", en: "Answer" },
    },
    askBack: {
      from: ["answering"],
      to: ["waiting"],
      roles: staff,
      event: "askedBack",
      label: { zh: "请补充说明", en: "Ask back" },
    },
    transfer: {
      from: ["asked"],
      to: ["asked"],
      roles: staff,
      guards: ["transfersLeft"],
      event: "transferred",
      label: { zh: "转办", en: "Transfer" },
    },
    assign: {
      from: ["asked", "answering"],
      to: ["asked"],
      roles: ["supervisor"],
      guards: ["transfersUsed"],
      event: "transferred",
      label: { zh: "确定承办部门", en: "Say whose it is" },
    },
    merge: {
      from: ["asked", "answering"],
      to: ["merged"],
      roles: staff,
      event: "merged",
      label: { zh: "合并", en: "Merge" },
    },
    extend: {
      from: ["answering"],
      to: "same",
      roles: staff,
      guards: ["extendsOnce", "stillInTime"],
      event: "extended",
      label: { zh: "延长答复期限", en: "Put the answer off" },
    },
    redirect: {
      from: ["asked", "answering"],
      to: ["redirected"],
      roles: staff,
      event: "redirected",
      label: { zh: "不是咨询，转热线", en: "No question: pass to the hotline" },
    },
    reply: {
      from: ["waiting"],
      to: ["answering"],
      roles: ["citizen"],
      event: "replied",
      label: { zh: "补充说明", en: "Reply" },
    },
    rate: {
      from: ["answered", "closed"],
      to: "same",
      roles: ["citizen"],
      guards: ["hasAnswer", "ratesOnce"],
      event: "rated",
      label: { zh: "评价答复", en: "Rate the answer" },
    },
    reopen: {
      from: ["answered"],
      to: ["answering"],
      roles: ["citizen"],
      guards: ["reopensOnce", "stillInTime"],
      event: "reopened",
      label: { zh: "追问", en: "Reopen" },
    },
    markOverdue: {
      from: ["asked", "answering"],
      to: "same",
      roles: ["system"],
      guards: ["isOver", "isUnmarked"],
      event: "overdue",
      label: { zh: "超期", en: "Late" },
    },
    close: {
      from: ["waiting", "answered"],
      to: ["closed"],
      roles: ["system"],
      guards: ["isOver"],
      event: "closed",
      label: { zh: "办结", en: "Close" },
    },
  },
});
