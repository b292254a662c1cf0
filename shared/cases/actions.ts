import type { CaseState } from "#events/case.ts";
import { lifecycle } from "./lifecycle-table.ts";
import type { Transition } from "./transition.ts";

export { lifecycle } from "./lifecycle-table.ts";
export type CaseAction = keyof typeof lifecycle;
export const caseActions = Object.keys(lifecycle) as CaseAction[];
export const transitionOf = (action: CaseAction): Transition => lifecycle[action];

/** Actions that open a case; every other one is a command on a case that is there. */
export type OpeningAction = "submit" | "openPart";
export type CommandAction = Exclude<CaseAction, OpeningAction>;
export const commandActions = caseActions.filter(
  (action): action is CommandAction => transitionOf(action).from !== "none",
);

/** States that a transition may lead to from one state. */
export function targetsOf({ to }: Pick<Transition, "to">, source: CaseState): CaseState[] {
  switch (to) {
    case "same":
      return [source];
    case "decided":
      return ["approved", "rejected"];
    case "joined":
      return [source, "approved", "rejected"];
    default:
      return [to];
  }
}
