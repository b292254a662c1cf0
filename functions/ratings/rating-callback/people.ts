import type { RatingChannel } from "#events/rating.ts";
import type { CasesPublic } from "#shared/cases/public.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { openRatingLink, rateByLink, rateMyCase } from "#shared/ratings/api.ts";
import type { RatingDeps } from "#shared/ratings/dynamodb-ratings.ts";
import { fingerprintsOf } from "#shared/ratings/links/fingerprints.ts";
import { type RatingLink, readLink } from "#shared/ratings/links/links.ts";
import { ratingProblems } from "#shared/ratings/problems.ts";
import { answerOf, type LookUpDeps, lookUp, recordRating, stateOf } from "#shared/ratings/record-rating.ts";

export type PeopleDeps = Pick<RatingDeps, "keys" | "store" | "rules" | "now"> &
  LookUpDeps & { cases: Pick<CasesPublic, "mayReadCase" | "handlersOf"> };

const logs = defineLogs("ratingCallback", {
  forgedLink: { level: "warn", text: "somebody tried a rating link that is not ours" },
});

/** Ratings by the applicant, signed in, and by whoever holds a one-time link: it was given to the applicant. */
export function peopleRoutes(deps: PeopleDeps): Route[] {
  const { keys, rules, now } = deps;

  const linkOf = async (token: string): Promise<RatingLink> => {
    const link = readLink(token, await keys.secretsOf("rating:links"), now());
    if (link === "expired") throw ratingProblems.linkExpired();
    if (link === "forged") {
      log(logs.forgedLink, {});
      throw ratingProblems.linkRefused();
    }
    return link;
  };

  return [
    route(rateMyCase)(async ({ path: { caseNumber }, headers, body, caller, ...request }) => {
      const { stage, turn, ...said } = body;
      const id = { caseNumber, stage, turn };
      const known = await lookUp(deps, id);
      // Only whoever applied, or acts for them, learns that a case exists.
      const isTheirs =
        known.facts?.applicantId === caller.id || (await deps.cases.mayReadCase(caseNumber, caller));
      if (!known.facts || !isTheirs) throw ratingProblems.caseNotFound();
      const handlers = await deps.cases.handlersOf(caseNumber, known.facts);
      if (handlers.includes(caller.id)) throw ratingProblems.ownHandling();
      const { origin } = await fingerprintsOf(request, keys);
      const source = { channel: channelOf(request.rawHeaders), raterId: caller.id, origin };
      const by = { who: caller.id, idempotencyKey: headers["idempotency-key"] };
      const given = await recordRating(deps, id, known, said, source, by, request.traceparent);
      return { status: 201, body: answerOf(id, given) };
    }),

    route(openRatingLink)(async ({ body: { token } }) => {
      const { caseNumber, stage, turn, channel, expiresAt } = await linkOf(token);
      const known = await lookUp(deps, { caseNumber, stage, turn });
      const state = stateOf(known, rules, now());
      const itemCode = known.facts?.itemCode ?? null;
      return { status: 200, body: { caseNumber, stage, turn, channel, expiresAt, state, itemCode } };
    }),

    route(rateByLink)(async ({ body: { token, ...said }, ...request }) => {
      const { caseNumber, stage, turn, channel, issuerId, issuerTerminal } = await linkOf(token);
      const id = { caseNumber, stage, turn };
      const { origin, terminal } = await fingerprintsOf(request, keys);
      const doubts = terminal === issuerTerminal && { doubts: ["issuersTerminal"] };
      const source = { channel, issuerId, origin, ...doubts };
      const by = { who: `link ${token}` };
      const known = await lookUp(deps, id);
      const given = await recordRating(deps, id, known, said, source, by, request.traceparent);
      return { status: 201, body: answerOf(id, given) };
    }),
  ];
}

/** For statistics only: by the browser's own hint (User-Agent Client Hints), or by its name. */
export const channelOf = (headers: Record<string, string | undefined>): RatingChannel =>
  headers["sec-ch-ua-mobile"] === "?1" || /Mobi|Android|HarmonyOS/i.test(headers["user-agent"] ?? "")
    ? "mobile"
    : "pc";
