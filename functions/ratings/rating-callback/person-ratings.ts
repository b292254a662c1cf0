import type { RatingChannel, RatingTurn } from "#events/rating.ts";
import type { CasesPublic } from "#shared/cases/public.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import { rateMyCase } from "#shared/ratings/api.ts";
import type { Marks } from "#shared/ratings/links/marks.ts";
import { ratingProblems } from "#shared/ratings/problems.ts";
import { ratingIdText } from "#shared/ratings/rating.ts";
import type { RatingRecord, RatingStore } from "#shared/ratings/record.ts";
import { answerOf, recordRating } from "#shared/ratings/record-rating.ts";
import type { RatingRules } from "#shared/ratings/rules/rules.ts";
import { type CaseStage, caseStages } from "#shared/ratings/stages.ts";

export type PersonRatingDeps = {
  store: RatingStore;
  cases: Pick<CasesPublic, "handlersOf">;
  marks: Marks;
  rules: RatingRules;
  now: Clock;
};

/** The applicant's own rating, signed in. */
export const personRatingRoute = (deps: PersonRatingDeps): Route =>
  route(rateMyCase)(async ({ path: { caseNumber }, headers, body, caller, ...request }) => {
    const { stage, turn, ...said } = body;
    const id = { caseNumber, stage, turn };
    const record = await invitedRecord(deps.store, id, caller.id);
    if ((await deps.cases.handlersOf(caseNumber)).includes(caller.id)) throw ratingProblems.ownHandling();
    const source = {
      channel: channelOf(request.rawHeaders),
      raterId: caller.id,
      origin: await deps.marks.origin(request.sourceIp),
    };
    const by = { who: caller.id, idempotencyKey: headers["idempotency-key"] };
    const given = await recordRating(deps, id, record, said, source, by, request.traceparent);
    return { status: 201, body: answerOf(id, given) };
  });

/** Only whom one of the case's stages was opened for learns that the case exists. */
async function invitedRecord(
  store: Pick<RatingStore, "read">,
  { caseNumber, stage, turn }: { caseNumber: string; stage: CaseStage; turn: RatingTurn },
  callerId: string,
): Promise<RatingRecord> {
  const asked = await store.read(ratingIdText({ caseNumber, stage, turn }));
  if (asked?.invitation?.applicantId === callerId) return asked;
  const others = await Promise.all(
    caseStages.map((each) => store.read(ratingIdText({ caseNumber, stage: each, turn: "first" }))),
  );
  if (others.some((record) => record?.invitation?.applicantId === callerId))
    throw ratingProblems.notRatable({ facts: { stage } });
  throw ratingProblems.caseNotFound();
}

/** For statistics only: by the browser's own hint (User-Agent Client Hints), or by its name. */
export const channelOf = (headers: Record<string, string | undefined>): RatingChannel =>
  headers["sec-ch-ua-mobile"] === "?1" || /Mobi|Android|HarmonyOS/i.test(headers["user-agent"] ?? "")
    ? "mobile"
    : "pc";
