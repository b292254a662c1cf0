import type { Route } from "#shared/kernel/http/api.ts";
import { actionRoutes } from "#shared/kernel/http/record-actions.ts";
import { getRoute, listRoute } from "#shared/kernel/http/record-routes.ts";
import type { BodiesOf, Decide } from "#shared/kernel/lifecycle/decide.ts";
import type { RatingDeps } from "#shared/ratings/dynamodb-ratings.ts";
import { mayBecome, merge, type RatingFact } from "#shared/ratings/merge.ts";
import { faultText, type NationalFault } from "#shared/ratings/national/faults.ts";
import { faultsIn, type NationalDeps, nationalRating } from "#shared/ratings/national/sources.ts";
import { standingOf } from "#shared/ratings/rating.ts";
import { heldBackList, quarantineList, type RatingRecord } from "#shared/ratings/record.ts";
import * as api from "#shared/ratings/rules/review-api.ts";
import { ruleText } from "#shared/ratings/rules/rules.ts";

export type QuarantineDeps = NationalDeps & Pick<RatingDeps, "store" | "rules">;

type Bodies = BodiesOf<typeof api.bodies>;
/** What the gate finds now; asked only to check again. */
type Around = { now: string; faults: NationalFault[] };

const kinds = { release: "released", dismiss: "dismissed" } as const;

const allowedActions = (record: RatingRecord): (keyof Bodies)[] => [
  ...(["release", "dismiss"] as const).filter((action) => mayBecome(record, kinds[action])),
  ...(record.heldBack ? (["recheck"] as const) : []),
];

/** A supervisor's decision is one of the facts that are merged; what is not quarantined has nothing to decide. */
const decide: Decide<RatingRecord, Around, Bodies, never> = (record, action, command, { faults }) => {
  const { caseNumber, stage, turn } = record;
  const { actor, at, trace, request, words = "" } = command;
  if (!allowedActions(record).includes(action))
    return { refused: { kind: "state", allowedActions: allowedActions(record) } };
  const id = { caseNumber, stage, turn, by: actor.id, why: words };
  const asked: keyof Bodies = action;
  const fact: RatingFact =
    asked === "recheck" ? { ...id, kind: "gated", faults } : { ...id, kind: kinds[asked] };
  const merged = merge(record, fact, { now: at, traceparent: trace, request });
  if (merged.outcome === "recorded") return merged;
  return { refused: { kind: "state", allowedActions: allowedActions(record) } };
};

/** A supervisor decides what the rules only suspect. */
export function quarantineRoutes(deps: QuarantineDeps): Route[] {
  const { store, rules, now } = deps;
  const resource = { store, mayRead: () => true };
  const viewOf = (record: RatingRecord) => ({
    ...api.reviewedFields.parse({ ...record.rating, ...record.invitation, ...record }),
    state: standingOf(record),
    reasons: (record.standing?.reasons ?? []).map((rule) => ({ rule, ...ruleText(rule, rules) })),
    ...(record.heldBack && {
      heldBack: {
        since: record.heldBack.at,
        faults: record.heldBack.faults.map((fault) => ({ ...fault, ...faultText(fault) })),
      },
    }),
    allowedActions: allowedActions(record),
  });

  return [
    listRoute(api.listHeldBack, ({ query }) => store.list("waiting", heldBackList, query), viewOf),
    listRoute(api.listQuarantined, ({ query }) => store.list("waiting", quarantineList, query), viewOf),
    getRoute(api.getReviewed, resource, async (record) => viewOf(record)),
    ...actionRoutes(api.reviewActions, {
      resource,
      decide,
      around: async (record, { action }) => ({
        now: now(),
        faults: action === "recheck" ? faultsIn(await nationalRating(deps, record)) : [],
      }),
      view: async (record) => viewOf(record),
    }),
  ];
}
