import type { Route } from "#shared/kernel/http/api.ts";
import { actionRoutes } from "#shared/kernel/http/record-actions.ts";
import { getRoute, listRoute } from "#shared/kernel/http/record-routes.ts";
import type { BodiesOf, Decide } from "#shared/kernel/lifecycle/decide.ts";
import type { RatingDeps } from "#shared/ratings/dynamodb-ratings.ts";
import { mayBecome, merge } from "#shared/ratings/merge.ts";
import { standingOf } from "#shared/ratings/rating.ts";
import { quarantineList, type RatingRecord } from "#shared/ratings/record.ts";
import * as api from "#shared/ratings/rules/review-api.ts";
import { ruleText } from "#shared/ratings/rules/rules.ts";

export type QuarantineDeps = Pick<RatingDeps, "store" | "rules" | "now">;

type Bodies = BodiesOf<typeof api.bodies>;

const kinds = { release: "released", dismiss: "dismissed" } as const;

const allowedActions = (record: RatingRecord): (keyof Bodies)[] =>
  (["release", "dismiss"] as const).filter((action) => mayBecome(record, kinds[action]));

/** A supervisor's decision is one of the facts that are merged; what is not quarantined has nothing to decide. */
const decide: Decide<RatingRecord, { now: string }, Bodies, never> = (record, action, command) => {
  const { caseNumber, stage, turn } = record;
  const { actor, body, at, trace, request } = command;
  const fact = { caseNumber, stage, turn, kind: kinds[action], by: actor.id, why: body.words };
  const merged = merge(record, fact, { now: at, traceparent: trace, request });
  if (merged.outcome === "recorded") return merged;
  return { refused: { kind: "state", allowedActions: allowedActions(record) } };
};

/** A supervisor decides what the rules only suspect. */
export function quarantineRoutes({ store, rules, now }: QuarantineDeps): Route[] {
  const resource = { store, mayRead: () => true };
  const viewOf = (record: RatingRecord) => ({
    ...api.reviewedFields.parse({ ...record.rating, ...record.invitation, ...record }),
    state: standingOf(record),
    reasons: (record.standing?.reasons ?? []).map((rule) => ({ rule, ...ruleText(rule, rules) })),
    allowedActions: allowedActions(record),
  });

  return [
    listRoute(api.listQuarantined, ({ query }) => store.list("quarantined", quarantineList, query), viewOf),
    getRoute(api.getReviewed, resource, async (record) => viewOf(record)),
    ...actionRoutes(api.reviewActions, {
      resource,
      decide,
      around: async () => ({ now: now() }),
      view: async (record) => viewOf(record),
    }),
  ];
}
