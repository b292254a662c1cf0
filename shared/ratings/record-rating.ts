import type * as z from "zod";
import type { CaseFacts, CasesPublic } from "#shared/cases/public.ts";
import type { ConditionalPut } from "#shared/kernel/aws/put-version.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { httpProblems } from "#shared/kernel/http/problem.ts";
import type { ratingInput } from "./input.ts";
import { detailTagEdition, levelOfStars, starsOf } from "./levels.ts";
import { type Merged, merge, personRatingKey, recordFact } from "./merge.ts";
import { ratingProblems } from "./problems.ts";
import { type GivenRating, type Invitation, outranks, type RatingId, ratingIdText } from "./rating.ts";
import type { RatingRecord, RatingStore } from "./record.ts";
import type { RatingRules } from "./rules/rules.ts";
import { ratableSince } from "./stages/ratable.ts";
import type { CaseStage } from "./stages/stages.ts";

export type LookUpDeps = { store: Pick<RatingStore, "read">; cases: Pick<CasesPublic, "factsOf"> };
type StageId = RatingId & { stage: CaseStage };

/**
 * What is known of a turn of a stage. The invitation is there once it can be rated: the first time when the case says
 * so, once more (追评) when the work order of the first rating was closed.
 */
export type Known = {
  facts?: CaseFacts | undefined;
  record?: RatingRecord | undefined;
  invitation?: Invitation | undefined;
};

export async function lookUp({ store, cases }: LookUpDeps, id: StageId): Promise<Known> {
  const { caseNumber, stage, turn } = id;
  const sinceOf = (facts: CaseFacts): string | undefined =>
    turn === "first" ? ratableSince(facts, stage) : first?.rectifiedAt;
  const [older, record, first] = await Promise.all([
    cases.factsOf(caseNumber, { maybeOlder: true }),
    store.read(ratingIdText(id)),
    turn === "first" ? undefined : store.read(ratingIdText({ ...id, turn: "first" })),
  ]);
  // What could be rated a moment ago still can be; what could not may have become so since.
  const facts = older && sinceOf(older) ? older : await cases.factsOf(caseNumber);
  if (!facts) return { record };
  const since = sinceOf(facts);
  const { applicantId, department, itemCode } = facts;
  return { facts, record, ...(since && { invitation: { applicantId, department, itemCode, since } }) };
}

/** Whether the stage can be rated, was, or is not over yet. */
export function stateOf(
  { record, invitation }: Known,
  { rateWithinDays }: RatingRules,
  now: string,
): "notYet" | "ratable" | "rated" | "tooLate" {
  if (record) return "rated";
  if (!invitation) return "notYet";
  const until = Date.parse(invitation.since) + rateWithinDays * 86_400_000;
  return Date.parse(now) > until ? "tooLate" : "ratable";
}

type RatingInput = z.output<z.ZodObject<typeof ratingInput>>;
type Source = Pick<GivenRating, "channel"> &
  Partial<Pick<GivenRating, "raterId" | "issuerId" | "interviewerId" | "origin" | "doubts">>;
type By = { who: string; idempotencyKey?: string | undefined };

/** What somebody filled in, as a rating keeps it. */
export const ratingContent = ({ score, details, comment, anonymous }: RatingInput) => ({
  level: levelOfStars(score),
  details,
  tagEdition: detailTagEdition,
  ...(comment && { comment }),
  ...(anonymous && { anonymous: true as const }),
});

type Rules = { rules: RatingRules; now: Clock };

/** @throws Problem when the stage cannot be rated yet or any more */
function factOf(
  { rules, now }: Rules,
  id: RatingId,
  known: Known,
  input: RatingInput,
  source: Source,
  by: By,
) {
  const { stage } = id;
  const isReplaced = known.record !== undefined && outranks(source, known.record.rating);
  const state = stateOf(isReplaced ? { ...known, record: undefined } : known, rules, now());
  if (state === "tooLate")
    throw ratingProblems.tooLateToRate({ facts: { stage, days: rules.rateWithinDays } });
  const invitation = known.record?.invitation ?? known.invitation;
  if (!invitation) throw ratingProblems.notRatable({ facts: { stage } });
  const said = ratingContent(input);
  const key = personRatingKey(by.who, by.idempotencyKey, said);
  const rating: GivenRating = { key, ...said, ratedAt: now(), ...source };
  return { ...id, kind: "rated", invitation, rating } as const;
}

/** @throws Problem when the stage has another rating, or the key was used for another */
function ratedBy({ stage }: RatingId, merged: Merged): RatingRecord {
  if ("record" in merged) return merged.record;
  if (merged.outcome === "keyReused") throw httpProblems.idempotencyKeyReused();
  throw ratingProblems.alreadyRated({ facts: { stage } });
}

/**
 * Writes a person's rating of a stage before it is answered. `known` is what was last read of it: whoever asks has to
 * look who may rate anyway.
 * @throws Problem when the stage cannot be rated yet or any more, has been, or the key was used for another rating
 */
export async function recordRating(
  { store, ...rules }: Rules & { store: RatingStore },
  id: RatingId,
  known: Known,
  input: RatingInput,
  source: Source,
  by: By,
  traceparent: string,
): Promise<GivenRating> {
  const fact = factOf(rules, id, known, input, source, by);
  const moment = { now: rules.now(), traceparent };
  return ratedBy(id, await recordFact(store, fact, moment, { record: known.record })).rating;
}

/**
 * The write of a person's rating, to be made beside another record's; undefined when it stands already.
 * @throws Problem as `recordRating` does
 */
export async function ratingToWrite(
  { store, ...rules }: Rules & { store: Pick<RatingStore, "put"> },
  id: RatingId,
  known: Known,
  input: RatingInput,
  source: Source,
  by: By,
  traceparent: string,
): Promise<ConditionalPut | undefined> {
  const fact = factOf(rules, id, known, input, source, by);
  const merged = merge(known.record, fact, { now: rules.now(), traceparent });
  const record = ratedBy(id, merged);
  return merged.outcome === "recorded" ? store.put(record) : undefined;
}

export const answerOf = ({ caseNumber, stage }: RatingId, { level, details, ratedAt }: GivenRating) => ({
  caseNumber,
  stage,
  score: starsOf(level),
  level,
  details,
  ratedAt,
});
