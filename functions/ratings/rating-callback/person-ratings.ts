import type { RatingChannel } from "#events/rating.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import { rateMyCase } from "#shared/ratings/api.ts";
import type { Fingerprints } from "#shared/ratings/links/fingerprints.ts";
import { ratingProblems } from "#shared/ratings/problems.ts";
import type { RatingStore } from "#shared/ratings/record.ts";
import { answerOf, recordRating } from "#shared/ratings/record-rating.ts";
import type { RatingRules } from "#shared/ratings/rules/rules.ts";
import { type LookUpDeps, lookUp } from "#shared/ratings/stages/invitation.ts";

export type PersonRatingDeps = LookUpDeps & {
  store: RatingStore;
  fingerprints: Fingerprints;
  rules: RatingRules;
  now: Clock;
};

/** The applicant's own rating, signed in. */
export const personRatingRoute = (deps: PersonRatingDeps): Route =>
  route(rateMyCase)(async ({ path: { caseNumber }, headers, body, caller, ...request }) => {
    const { stage, turn, ...said } = body;
    const id = { caseNumber, stage, turn };
    const known = await lookUp(deps, id);
    // Only its applicant learns that a case exists.
    if (known.facts?.applicantId !== caller.id) throw ratingProblems.caseNotFound();
    if (known.facts.handlers.includes(caller.id)) throw ratingProblems.ownHandling();
    const source = {
      channel: channelOf(request.rawHeaders),
      raterId: caller.id,
      origin: await deps.fingerprints.origin(request.sourceIp),
    };
    const by = { who: caller.id, idempotencyKey: headers["idempotency-key"] };
    const given = await recordRating(deps, id, known, said, source, by, request.traceparent);
    return { status: 201, body: answerOf(id, given) };
  });

/** For statistics only: by the browser's own hint (User-Agent Client Hints), or by its name. */
export const channelOf = (headers: Record<string, string | undefined>): RatingChannel =>
  headers["sec-ch-ua-mobile"] === "?1" || /Mobi|Android|HarmonyOS/i.test(headers["user-agent"] ?? "")
    ? "mobile"
    : "pc";
