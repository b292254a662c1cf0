import { defineLifecycle } from "#shared/kernel/lifecycle/lifecycle.ts";
import { ends, type Suggestion } from "./record.ts";

export const lifecycle = defineLifecycle<Suggestion, { now: string }>()({
  name: "suggestion",
  states: {
    open: { zh: "待答复", en: "To be answered" },
    answered: { zh: "已答复", en: "Answered" },
    declined: { zh: "不予采纳", en: "Declined" },
    dropped: { zh: "已撤销", en: "Dropped" },
  },
  begins: ["open"],
  ends,
  guards: {
    notAuthor: {
      holds: ({ authorId }, { id }) => authorId !== id,
      text: { zh: "不能答复自己的意见。", en: "Nobody answers a suggestion of their own." },
    },
    late: { holds: ({ dueAt, escalated }, _actor, { now }) => dueAt < now && !escalated },
  },
  actions: {
    answer: {
      from: ["open"],
      to: ["answered"],
      roles: ["clerk", "supervisor"],
      guards: ["notAuthor"],
      event: "answered",
      label: { zh: "答复", en: "Answer" },
    },
    decline: {
      from: ["open"],
      to: ["declined"],
      roles: ["supervisor"],
      guards: ["notAuthor"],
      event: "declined",
      label: { zh: "不予采纳", en: "Decline" },
    },
    escalate: {
      from: ["open"],
      to: "same",
      roles: ["system"],
      guards: ["late"],
      event: "escalated",
      label: { zh: "督办", en: "Escalate" },
    },
    drop: {
      from: ["open"],
      to: ["dropped"],
      roles: ["system"],
      event: "dropped",
      label: { zh: "撤销", en: "Drop" },
    },
  },
});
