import type { Clock } from "#shared/kernel/clock.ts";
import { detailTagEdition } from "./detail-tags.ts";
import { personRatingKey } from "./merge.ts";
import { ratingProblems } from "./problems.ts";
import type { GivenRating, RatingId } from "./rating.ts";
import type { RatingRecord, RatingStore } from "./record.ts";
import { recordFact } from "./record-fact.ts";
import type { RatingRules } from "./rules/rules.ts";
import { levelOfStars, starsOf } from "./scales.ts";

export type Said = {
  score: number;
  details: string[];
  comment?: string | undefined;
  anonymous: boolean;
};
type Source = Pick<GivenRating, "channel"> &
  Partial<Pick<GivenRating, "raterId" | "issuerId" | "interviewerId" | "origin" | "doubts">>;
type By = { who: string; idempotencyKey?: string | undefined };

/** Whether the stage can be rated, was, or is not over yet. */
export function stateOf(
  record: RatingRecord | undefined,
  { rateWithinDays }: RatingRules,
  now: string,
): "notYet" | "ratable" | "rated" | "tooLate" {
  if (record?.rating) return "rated";
  if (!record?.invitation) return "notYet";
  const until = Date.parse(record.invitation.since) + rateWithinDays * 86_400_000;
  return Date.parse(now) > until ? "tooLate" : "ratable";
}

/**
 * Writes a person's rating of a stage that they were invited to, before it is answered. `record` is what was last
 * read of it: whoever asks has to look whether there is an invitation anyway.
 * @throws Problem when the stage cannot be rated any more, has been, or the key was used for another rating
 */
export async function recordRating(
  { store, rules, now }: { store: RatingStore; rules: RatingRules; now: Clock },
  id: RatingId,
  record: RatingRecord | undefined,
  said: Said,
  source: Source,
  by: By,
  traceparent: string,
): Promise<GivenRating> {
  const { stage } = id;
  const state = stateOf(record, rules, now());
  if (state === "notYet") throw ratingProblems.notRatable({ facts: { stage } });
  if (state === "tooLate")
    throw ratingProblems.tooLateToRate({ facts: { stage, days: rules.rateWithinDays } });
  const content = {
    level: levelOfStars(said.score),
    details: said.details,
    ...(said.comment && { comment: said.comment }),
  };
  const rating: GivenRating = {
    key: personRatingKey(by.who, by.idempotencyKey, content),
    ...content,
    ...(said.anonymous && { anonymous: true }),
    tagEdition: detailTagEdition,
    ratedAt: now(),
    ...source,
  };
  const fact = { ...id, kind: "rated", rating } as const;
  const recorded = await recordFact(store, fact, { now: now(), traceparent }, { record });
  if ("record" in recorded) return recorded.record.rating ?? rating;
  if (recorded.outcome === "keyReused") throw ratingProblems.keyReused();
  throw ratingProblems.alreadyRated({ facts: { stage } });
}

export const answerOf = ({ caseNumber, stage }: RatingId, { level, details, ratedAt }: GivenRating) => ({
  caseNumber,
  stage,
  score: starsOf(level),
  level,
  details,
  ratedAt,
});
