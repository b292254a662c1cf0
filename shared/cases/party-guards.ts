import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import type { GuardRow } from "#shared/kernel/lifecycle/lifecycle.ts";
import type { DecisionContext } from "./command.ts";
import {
  appliedBy,
  canWithdraw,
  hasAskedToWithdraw,
  hasUnconfirmedParty,
  isUnconfirmedParty,
} from "./parties.ts";
import type { CaseRow } from "./record.ts";

/** Where several apply together (共同申请). */
export const partyGuards = {
  /** One of those named to apply together who has not answered. Who it is, the personal data says: see invitations. */
  invited: {
    ofRole: true,
    holds: (head, actor, { command, as }) =>
      !appliedBy(head, as ?? actor.id) &&
      (command ? isUnconfirmedParty(head, command.party ?? -1) : hasUnconfirmedParty(head)),
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
    holds: (head, actor, { as = actor.id }) => !hasAskedToWithdraw(head, as) && !canWithdraw(head, as),
    text: {
      zh: "您已经提出撤回，或者其他申请人都已提出、您现在可以撤回。",
      en: "You have asked for it, or all others have and you can withdraw now.",
    },
  },
  /** A clerk has the consent of all before them, in writing. */
  withdrawalAgreed: {
    holds: (head, actor, { as = actor.id }) => actor.role !== "citizen" || canWithdraw(head, as),
    text: {
      zh: "这份申请由各方共同提出，须由全体申请人撤回：请先提出撤回，最后一位申请人提出时即撤回。",
      en: "Several applied together, so all of them withdraw: please ask for it first; the last one's word withdraws it.",
    },
  },
} satisfies Record<string, GuardRow<CaseRow, DecisionContext>>;
