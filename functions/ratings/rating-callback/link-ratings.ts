import type { Clock } from "#shared/kernel/clock.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import type { MachineKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import { openRatingLink, rateByLink } from "#shared/ratings/api.ts";
import type { Fingerprints } from "#shared/ratings/links/fingerprints.ts";
import { type RatingLink, readLink } from "#shared/ratings/links/links.ts";
import { ratingProblems } from "#shared/ratings/problems.ts";
import type { RatingStore } from "#shared/ratings/record.ts";
import { answerOf, recordRating } from "#shared/ratings/record-rating.ts";
import type { RatingRules } from "#shared/ratings/rules/rules.ts";
import { type LookUpDeps, lookUp, stateOf } from "#shared/ratings/stages/invitation.ts";

export type LinkRatingDeps = LookUpDeps & {
  keys: MachineKeys;
  fingerprints: Fingerprints;
  store: RatingStore;
  rules: RatingRules;
  now: Clock;
};

const logs = defineLogs("ratingCallback", {
  forgedLink: { level: "warn", text: "somebody tried a rating link that is not ours" },
});

/** A one-time link, in an SMS or as a QR code: for whoever holds it, since it was given to the applicant. */
export function linkRatingRoutes(deps: LinkRatingDeps): Route[] {
  const { keys, fingerprints, rules, now } = deps;

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
    route(openRatingLink)(async ({ body: { token } }) => {
      const { caseNumber, stage, turn, channel, expiresAt } = await linkOf(token);
      const known = await lookUp(deps, { caseNumber, stage, turn });
      const state = stateOf(known, rules, now());
      const itemCode = known.facts?.itemCode ?? null;
      return { status: 200, body: { caseNumber, stage, turn, channel, expiresAt, state, itemCode } };
    }),

    route(rateByLink)(async ({ body: { token, ...said }, rawHeaders, sourceIp, traceparent }) => {
      const { caseNumber, stage, turn, channel, issuerId, issuerTerminal } = await linkOf(token);
      const id = { caseNumber, stage, turn };
      const terminal = await fingerprints.terminal(sourceIp, rawHeaders["user-agent"]);
      const source = {
        channel,
        issuerId,
        origin: await fingerprints.origin(sourceIp),
        ...(terminal === issuerTerminal && { doubts: ["issuersTerminal"] }),
      };
      const known = await lookUp(deps, id);
      const given = await recordRating(deps, id, known, said, source, { who: `link ${token}` }, traceparent);
      return { status: 201, body: answerOf(id, given) };
    }),
  ];
}
