import type { RatingChannel } from "#events/rating.ts";
import { type Route, route } from "#shared/http/api.ts";
import { rateMyCase } from "#shared/ratings/api.ts";
import { detailTagEdition } from "#shared/ratings/detail-tags.ts";
import { personRatingKey } from "#shared/ratings/merge.ts";
import { ratingProblems } from "#shared/ratings/problems.ts";
import type { GivenRating } from "#shared/ratings/rating.ts";
import type { RatingStore } from "#shared/ratings/rating-store.ts";
import { recordFact } from "#shared/ratings/record-fact.ts";
import { levelOfStars, starsOf } from "#shared/ratings/scales.ts";
import { type CaseStage, caseStages } from "#shared/ratings/stages.ts";

export type PersonRatingDeps = { store: RatingStore; now: () => Date };

/** The applicant's own rating is written before it is answered. */
export const personRatingRoute = ({ store, now }: PersonRatingDeps): Route =>
  route(rateMyCase, async ({ path: { caseNumber }, headers, body, caller, rawHeaders, traceparent }) => {
    const { stage, score, details, comment } = body;
    await requireInvitation(store, caseNumber, stage, caller.id);
    const content = { level: levelOfStars(score), details, ...(comment && { comment }) };
    const given: GivenRating = {
      key: personRatingKey(caller.id, headers["idempotency-key"], content),
      ...content,
      tagEdition: detailTagEdition,
      channel: channelOf(rawHeaders),
      ratedAt: now().toISOString(),
      raterId: caller.id,
    };
    const recorded = await recordFact(
      store,
      { caseNumber, stage, kind: "rated", rating: given },
      { now: now(), traceparent },
    );
    switch (recorded.outcome) {
      case "recorded":
      case "duplicate":
        return { status: 201, body: answerOf(caseNumber, stage, recorded.record.rating ?? given) };
      case "keyReused":
        throw ratingProblems.keyReused();
      case "alreadyRated":
        throw ratingProblems.alreadyRated({ facts: { stage } });
      case "nothingToRectify":
        throw new Error("a rating was refused as if it were a rectification");
    }
  });

/** Only whom one of the case's stages was opened for learns that the case exists. */
async function requireInvitation(
  store: RatingStore,
  caseNumber: string,
  stage: CaseStage,
  callerId: string,
): Promise<void> {
  const records = await Promise.all(caseStages.map((each) => store.get({ caseNumber, stage: each })));
  const own = records.filter((record) => record?.invitation?.applicantId === callerId);
  if (own.length === 0) throw ratingProblems.caseNotFound();
  if (!own.some((record) => record?.stage === stage)) throw ratingProblems.notRatable({ facts: { stage } });
}

const answerOf = (caseNumber: string, stage: CaseStage, { level, details, ratedAt }: GivenRating) => ({
  caseNumber,
  stage,
  score: starsOf(level),
  level,
  details,
  ratedAt,
});

/** For statistics only: by the browser's own hint (User-Agent Client Hints), or by its name. */
export const channelOf = (headers: Record<string, string | undefined>): RatingChannel =>
  headers["sec-ch-ua-mobile"] === "?1" || /Mobi|Android|HarmonyOS/i.test(headers["user-agent"] ?? "")
    ? "mobile"
    : "pc";
