import { anotherThan, type GuardRow } from "#shared/kernel/lifecycle/lifecycle.ts";
import type { DecisionContext } from "./command.ts";
import { isParticipant } from "./parties.ts";
import type { CaseRow } from "./record.ts";

/** Who may handle a case, and who may not because of what they did in it (回避). */
export const handlerGuards = {
  unassigned: {
    holds: (head) => head.handler === undefined,
    text: { zh: "已有人领办。", en: "Somebody handles this case already." },
  },
  handledByYou: {
    holds: (head, actor) => head.handler === actor.id,
    text: { zh: "这个办件不由您领办。", en: "You are not the one who handles this case." },
  },
  notToApplicant: {
    holds: (head, _actor, { command }) =>
      !command?.note?.assignee || !isParticipant(head, command.note.assignee),
    text: {
      zh: "不能把办件交给申请人本人办理。",
      en: "A case cannot be given to the person who applied.",
    },
  },
  anotherDecides: anotherThan(({ item, acceptedBy }) => [item.separateDecider ? acceptedBy : undefined], {
    zh: "此事项的受理人不能作出决定。",
    en: "For this item, whoever accepted the case may not decide it.",
  }),
  /** Of every action of staff. */
  notOwnCase: {
    holds: (head, actor, { command }) =>
      actor.role === "citizen" ||
      actor.role === "system" ||
      !(isParticipant(head, actor.id) || command?.appliedThemselves),
    text: {
      zh: "您是申请人，不能办理自己的申请。",
      en: "This is your own application; somebody else must handle it.",
    },
  },
  /** Held against whatever accepts or decides: whoever applied for somebody does not judge that application. */
  notSubmitter: anotherThan(({ submittedBy }) => [submittedBy], {
    zh: "这份申请由您代为提交，请由其他人受理和决定。",
    en: "You submitted this application for the applicant; somebody else accepts and decides it.",
  }),
  /** Held against actions that belong to whoever handles the case. */
  handledByNobodyElse: {
    holds: (head, actor) =>
      head.handler === undefined ||
      head.handler === actor.id ||
      (actor.role !== "clerk" && actor.role !== "reviewer"),
    text: { zh: "这个办件由其他人领办。", en: "Somebody else handles this case." },
  },
} satisfies Record<string, GuardRow<CaseRow, DecisionContext>>;
