import type { CaseEventName, CaseState } from "#events/case.ts";
import { type ActionRow, defineLifecycle } from "#shared/kernel/lifecycle/lifecycle.ts";
import { type CommandAction, commandActions, targetsOf, transitionOf } from "./actions.ts";
import { type Around, guards } from "./guards.ts";
import type { CaseRow } from "./record.ts";
import { endStates, stateLabels } from "./states.ts";
import type { Guard, Transition } from "./transition.ts";

/** Whoever handles a case goes before all others of its office, and nobody of it decides on what is their own. */
const guardsOf = ({ byAsked, byHandler, guards: own = [] }: Transition): Guard[] => [
  byAsked ? "asked" : "theirs",
  "notOwnCase",
  ...(byHandler ? (["handledByNobodyElse"] as const) : []),
  ...own,
];

function rowOf(transition: Transition): ActionRow<CaseState, Guard, CaseEventName> {
  const { to, roles, event, label } = transition;
  const from = transition.from === "none" ? [] : transition.from;
  const targets = to === "same" ? to : [...new Set(from.flatMap((source) => targetsOf({ to }, source)))];
  return { from, to: targets, roles, guards: guardsOf(transition), event, label };
}

/** The same on the kernel: checked when loaded, so that a faulty table neither builds nor starts. */
export const caseLifecycle = defineLifecycle<CaseRow, Around>()({
  name: "a case",
  states: stateLabels,
  begins: ["submitted", "accepted"],
  ends: endStates,
  guards,
  actions: Object.fromEntries(
    commandActions.map((action) => [action, rowOf(transitionOf(action))]),
  ) as Record<CommandAction, ActionRow<CaseState, Guard, CaseEventName>>,
});
