import { encodeCursor } from "#shared/kernel/aws/cursor.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import type { Locale } from "#shared/kernel/http/locale.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { ratingProblems } from "#shared/ratings/problems.ts";
import { ratingIdText } from "#shared/ratings/rating.ts";
import { type RatingRecord, type RatingStore, setApartList } from "#shared/ratings/record.ts";
import { recordFact } from "#shared/ratings/record-fact.ts";
import { listSetApart, reviewSetApart } from "#shared/ratings/rules/review-api.ts";
import { explain, type RatingRules } from "#shared/ratings/rules/rules.ts";

export type SetApartDeps = { store: RatingStore; rules: RatingRules; now: Clock };

const logs = defineLogs("ratingDesk", {
  reviewed: { level: "info", text: "a rating that was set apart was reviewed" },
});

/** A supervisor decides what the rules only suspect. */
export function setApartRoutes({ store, rules, now }: SetApartDeps): Route[] {
  const viewOf = (record: RatingRecord, locale: Locale) => {
    const { caseNumber, stage, turn, invitation, rating, standing } = record;
    const { deviceId, window, clerkId, issuerId } = rating;
    return {
      ratingId: ratingIdText(record),
      caseNumber,
      stage,
      turn,
      department: invitation.department,
      itemCode: invitation.itemCode,
      level: rating.level,
      channel: rating.channel,
      ratedAt: rating.ratedAt,
      ...(deviceId && { deviceId }),
      ...(window && { window }),
      ...(clerkId && { clerkId }),
      ...(issuerId && { issuerId }),
      reasons: (standing?.reasons ?? []).map((rule) => ({ rule, says: explain(rule, rules)[locale] })),
    };
  };

  return [
    route(listSetApart)(async ({ query: { cursor, limit }, locale }) => {
      const page = await store.list("setApart", setApartList, { limit, ...(cursor && { cursor }) });
      const items = page.items.map((record) => viewOf(record, locale));
      return { status: 200, body: { items, nextCursor: encodeCursor(page.next) } };
    }),

    route(reviewSetApart)(async ({ path: { ratingId }, body: { decision, reason }, caller, traceparent }) => {
      const fact = { ...ratingId, kind: decision, by: caller.id, why: reason } as const;
      const { outcome } = await recordFact(store, fact, { now: now(), traceparent });
      log(logs.reviewed, { ...ratingId, decision, by: caller.id, outcome });
      if (outcome === "notRated") throw ratingProblems.ratingNotFound();
      if (outcome !== "recorded" && outcome !== "duplicate") throw ratingProblems.notSetApart();
      return { status: 200, body: { ratingId: ratingIdText(ratingId), state: decision } };
    }),
  ];
}
