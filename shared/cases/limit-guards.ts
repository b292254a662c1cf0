import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import type { GuardRow } from "#shared/kernel/lifecycle/lifecycle.ts";
import { maxSuspensions } from "./case.ts";
import type { Command, DecisionContext } from "./command.ts";
import { isDeemedAccepted } from "./milestones.ts";
import type { CaseRow } from "./record.ts";

const markOf = ({ clock: { marks } }: CaseRow, command: Command | undefined) =>
  command?.note?.limit && marks?.[command.note.limit];

/** What the clock lets be done: limits that run, what may extend, suspend or warn about them. */
export const limitGuards = {
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
  procedureProvided: {
    holds: (head) => head.item.procedures !== undefined,
    text: {
      zh: "此事项没有依法可以不计入期限的特别程序。",
      en: "No special procedure of this item may be left out of the limit.",
    },
  },
  notExtended: {
    holds: (head) => !head.clock.extension,
    text: { zh: "期限只能延长一次。", en: "The time limit can be extended once only." },
  },
  suspensionsLeft: {
    holds: (head) => (head.clock.pauses?.length ?? 0) < maxSuspensions,
    text: {
      zh: `特别程序不能超过 ${maxSuspensions} 次。`,
      en: `A case cannot be suspended more than ${maxSuspensions} times.`,
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
} satisfies Record<string, GuardRow<CaseRow, DecisionContext>>;
