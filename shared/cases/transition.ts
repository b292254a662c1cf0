import type { CaseEventName, CaseState } from "#events/case.ts";
import type { Text } from "#shared/kernel/http/locale.ts";
import type { ActorRole } from "#shared/kernel/lifecycle/lifecycle.ts";

/** Conditions beyond state and role; guards.ts says what they hold and what a refusal says. */
export type Guard =
  | "theirs"
  | "asked"
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
