import { type Route, route } from "#shared/kernel/http/api.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import type { RatingDeps } from "#shared/ratings/dynamodb-ratings.ts";
import { fingerprintsOf } from "#shared/ratings/links/fingerprints.ts";
import { sealLink } from "#shared/ratings/links/links.ts";
import { makeRatingLink } from "#shared/ratings/management-api.ts";
import { ratingProblems } from "#shared/ratings/problems.ts";

export type LinkDeps = Pick<RatingDeps, "keys" | "cases" | "rules" | "now">;

const logs = defineLogs("ratingManagement", {
  linkMade: { level: "info", text: "a rating link was made" },
});

/** A link before the stage is over is all right: the courier's receipt is printed before the courier comes. */
export const linkRoute = ({ keys, cases, rules, now }: LinkDeps): Route =>
  route(makeRatingLink)(async ({ path: { caseNumber }, body, caller, ...request }) => {
    if (!(await cases.mayReadCase(caseNumber, caller))) throw ratingProblems.caseNotFound();
    const facts = await cases.factsOf(caseNumber);
    if (!facts || facts.department !== caller.department) throw ratingProblems.askedInvites();
    const handlers = await cases.handlersOf(caseNumber, facts);
    if (handlers.includes(caller.id)) throw ratingProblems.handlerInvites();
    const [secret] = await keys.secretsOf("rating:links");
    if (!secret) throw new Error("there is no key to sign rating links with");
    const expiresAt = new Date(Date.parse(now()) + rules.linkDays * 86_400_000).toISOString();
    const { terminal: issuerTerminal } = await fingerprintsOf(request, keys);
    const token = sealLink({ caseNumber, ...body, expiresAt, issuerId: caller.id, issuerTerminal }, secret);
    log(logs.linkMade, { caseNumber, ...body });
    return { status: 201, body: { token, expiresAt } };
  });
