import type { GuardRow } from "#shared/kernel/lifecycle/lifecycle.ts";
import type { DecisionContext } from "./command.ts";
import type { CaseRow } from "./record.ts";

/** Joint matters (一件事) and their parts. */
export const jointGuards = {
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
} satisfies Record<string, GuardRow<CaseRow, DecisionContext>>;
