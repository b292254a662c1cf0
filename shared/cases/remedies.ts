import { type RemedyKind, type RemedyOutcome, remedyOutcomes } from "#events/remedy.ts";

/** What an outcome asks of the department: the decision is gone with what it issued, and another has to be made. */
type Duty = { revokes?: true; anew?: true };
const duties: Readonly<Record<RemedyOutcome, Duty | undefined>> = {
  upheld: undefined,
  dismissed: undefined,
  withdrawn: undefined,
  mediated: undefined,
  declaredUnlawful: undefined,
  revoked: { revokes: true },
  decideAnew: { revokes: true, anew: true },
  changed: { revokes: true, anew: true },
  perform: { anew: true },
};

/** What can come of each kind: a court declares, and does not uphold; a department puts right what it did itself. */
export const outcomesOf: Readonly<Record<RemedyKind, readonly RemedyOutcome[]>> = {
  reconsideration: remedyOutcomes,
  litigation: remedyOutcomes.filter((outcome) => outcome !== "upheld"),
  ownMotion: ["dismissed", "revoked", "decideAnew"],
};

export const revokesDecision = (outcome: RemedyOutcome | undefined): boolean =>
  outcome !== undefined && duties[outcome]?.revokes === true;
export const isDecidedAnew = (outcome: RemedyOutcome | undefined): boolean =>
  outcome !== undefined && duties[outcome]?.anew === true;

export type RemediedCase = {
  remedy?: { outcome?: RemedyOutcome | undefined; carriedOut?: true | undefined } | undefined;
};

/** An outcome that the head of the department has yet to carry out. */
export const isToCarryOut = ({ remedy }: RemediedCase): boolean =>
  remedy?.outcome !== undefined && duties[remedy.outcome] !== undefined && !remedy.carriedOut;

/** Received, and not over: nobody has said how it ended, or its outcome waits. */
export const isRemedyOpen = (of: RemediedCase): boolean =>
  of.remedy !== undefined && (of.remedy.outcome === undefined || isToCarryOut(of));
