import type { CaseEventName, CaseState } from "#events/case.ts";
import type { Text } from "#shared/kernel/http/locale.ts";
import { lifecycleFaults } from "./check-lifecycle.ts";
import { lifecycle } from "./lifecycle-table.ts";

/** `system` is what other contexts' facts and the law's own clock do. */
export type ActorRole = "citizen" | "clerk" | "reviewer" | "supervisor" | "system";

/** Conditions beyond state and role; guards.ts says what they hold and what a refusal says. */
export type Guard =
  | "instantItem"
  | "originalsPresent"
  | "receiveByCourier"
  | "receiveWithoutCourier"
  | "notExtended"
  | "toldAtOnce"
  | "deferredMissing"
  | "deferredPresent"
  | "unassigned"
  | "handledByYou"
  | "notToApplicant"
  | "anotherDecides"
  | "opinionNotAsked"
  | "suspensionsLeft"
  | "opinionsLeft"
  | "notJoint"
  | "notPart"
  | "isPart"
  | "withdrawnWithWhole"
  | "partOpen"
  | "deliveryFailed"
  | "deliveryBegun"
  | "addressConfirmed"
  | "notWarned"
  | "notOverdueYet"
  | "notOwnCase"
  | "handledByNobodyElse";

/** What an action does to the legal clock; see clock.ts. */
export type ClockEffect =
  | "receive"
  | "originals"
  | "ask"
  | "start"
  | "startAtReceipt"
  | "pause"
  | "resume"
  | "extend"
  | "decide"
  | "reopen"
  | "stop"
  | "warnYellow"
  | "warnRed"
  | "recalculate";

export type Transition = {
  from: readonly CaseState[] | "none";
  /** `decided`: the decision already made. `joined`: decided once the last part is, and the same until then. */
  to: CaseState | "same" | "decided" | "joined";
  roles: readonly ActorRole[];
  event: CaseEventName;
  guards?: readonly Guard[];
  clock?: ClockEffect;
  /** A reason in words must be given. */
  reason?: true;
  /** Once somebody handles the case, nobody else of the office may do this. */
  byHandler?: true;
  /** Done by a department that was asked, not by the case's own. */
  byAsked?: true;
  label: Text;
};

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
