import type { CaseState } from "#events/case.ts";
import type { Text } from "#shared/kernel/http/locale.ts";
import { lifecycleFaults } from "./check-lifecycle.ts";
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

/** Nobody has anything more to do: such cases leave the worklist. */
export const endStates: readonly CaseState[] = ["completed", "refused", "withdrawn", "terminated"];
/** States in which an office has something to do; only these stand in the worklist index. */
export const openStates: readonly CaseState[] = [
  "submitted",
  "returned",
  "awaitingAcceptance",
  "supplementRequested",
  "accepted",
  "suspended",
  "approved",
  "rejected",
];

export const stateLabels: Record<CaseState, Text> = {
  submitted: { zh: "已申报", en: "Submitted" },
  returned: { zh: "预审退回", en: "Returned for change" },
  awaitingAcceptance: { zh: "待受理", en: "Awaiting acceptance" },
  supplementRequested: { zh: "补正告知", en: "Supplement requested" },
  accepted: { zh: "受理", en: "Accepted" },
  suspended: { zh: "特别程序", en: "Suspended" },
  approved: { zh: "准予", en: "Approved" },
  rejected: { zh: "不予", en: "Rejected" },
  delivering: { zh: "送达中", en: "Being delivered" },
  completed: { zh: "办结", en: "Completed" },
  refused: { zh: "不予受理", en: "Acceptance refused" },
  withdrawn: { zh: "已撤回", en: "Withdrawn" },
  terminated: { zh: "已终止", en: "Terminated" },
};

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

// Checked when loaded, so that a faulty table neither builds nor starts.
const faults = lifecycleFaults(lifecycle, stateLabels, endStates);
if (faults.length > 0) throw new Error(`The lifecycle table is wrong: ${faults.join("; ")}`);
