import type * as z from "zod";
import type { Clock } from "#shared/kernel/clock.ts";
import { httpProblems } from "#shared/kernel/http/problem.ts";
import type { ratingInput } from "./input.ts";
import { detailTagEdition, levelOfStars, starsOf } from "./levels.ts";
import { personRatingKey, recordFact } from "./merge.ts";
import { ratingProblems } from "./problems.ts";
import type { GivenRating, RatingId } from "./rating.ts";
import type { RatingStore } from "./record.ts";
import type { RatingRules } from "./rules/rules.ts";
import { type Known, stateOf } from "./stages/invitation.ts";

type RatingInput = z.output<z.ZodObject<typeof ratingInput>>;
type Source = Pick<GivenRating, "channel"> &
  Partial<Pick<GivenRating, "raterId" | "issuerId" | "interviewerId" | "origin" | "doubts">>;
type By = { who: string; idempotencyKey?: string | undefined };

/** What somebody filled in, as a rating keeps it. */
export const saidIn = ({ score, details, comment, anonymous }: RatingInput) => ({
  level: levelOfStars(score),
  details,
  tagEdition: detailTagEdition,
  ...(comment && { comment }),
  ...(anonymous && { anonymous: true as const }),
});

/**
 * Writes a person's rating of a stage before it is answered. `known` is what was last read of it: whoever asks has to
 * look who may rate anyway.
 * @throws Problem when the stage cannot be rated yet or any more, has been, or the key was used for another rating
 */
export async function recordRating(
  { store, rules, now }: { store: RatingStore; rules: RatingRules; now: Clock },
  id: RatingId,
  known: Known,
  input: RatingInput,
  source: Source,
  by: By,
  traceparent: string,
): Promise<GivenRating> {
  const { stage } = id;
  const state = stateOf(known, rules, now());
  if (state === "tooLate")
    throw ratingProblems.tooLateToRate({ facts: { stage, days: rules.rateWithinDays } });
  const invitation = known.record?.invitation ?? known.invitation;
  if (!invitation) throw ratingProblems.notRatable({ facts: { stage } });
  const said = saidIn(input);
  const key = personRatingKey(by.who, by.idempotencyKey, said);
  const rating: GivenRating = { key, ...said, ratedAt: now(), ...source };
  const fact = { ...id, kind: "rated", invitation, rating } as const;
  const recorded = await recordFact(store, fact, { now: now(), traceparent }, { record: known.record });
  if ("record" in recorded) return recorded.record.rating;
  if (recorded.outcome === "keyReused") throw httpProblems.idempotencyKeyReused();
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
