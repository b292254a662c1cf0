import type { CasesPublic } from "#shared/cases/public.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import type { MachineKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import { makeRatingLink } from "#shared/ratings/management-api.ts";
import type { Fingerprints } from "#shared/ratings/links/fingerprints.ts";
import { signLink } from "#shared/ratings/links/links.ts";
import { ratingProblems } from "#shared/ratings/problems.ts";
import type { RatingRules } from "#shared/ratings/rules/rules.ts";

export type LinkDeps = {
  keys: MachineKeys;
  fingerprints: Fingerprints;
  cases: Pick<CasesPublic, "mayReadCase">;
  rules: RatingRules;
  now: Clock;
};

const logs = defineLogs("ratingManagement", {
  linkMade: { level: "info", text: "a rating link was made" },
});

/** A link before the stage is over is all right: the courier's receipt is printed before the courier comes. */
export const linkRoute = ({ keys, fingerprints, cases, rules, now }: LinkDeps): Route =>
  route(makeRatingLink)(async ({ path: { caseNumber }, body, caller, rawHeaders, sourceIp }) => {
    if (!(await cases.mayReadCase(caseNumber, caller))) throw ratingProblems.caseNotFound();
    const [secret] = await keys.secretsOf("rating:links");
    if (!secret) throw new Error("there is no key to sign rating links with");
    const expiresAt = new Date(Date.parse(now()) + rules.linkDays * 86_400_000).toISOString();
    const issuerTerminal = await fingerprints.terminal(sourceIp, rawHeaders["user-agent"]);
    const token = signLink({ caseNumber, ...body, expiresAt, issuerId: caller.id, issuerTerminal }, secret);
    log(logs.linkMade, { caseNumber, ...body, issuerId: caller.id });
    return { status: 201, body: { token, expiresAt } };
  });
