import type { CasesPublic } from "#shared/cases/public.ts";
import type { Calendar } from "#shared/kernel/calendar/working-days.ts";
import type { Route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { httpProblems } from "#shared/kernel/http/problem.ts";
import { actionRoutes, getRoute, historyRoute, listRoute } from "#shared/kernel/http/record-routes.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { detailTags } from "#shared/ratings/detail-tags.ts";
import type { RatingsPublic } from "#shared/ratings/public.ts";
import {
  getRectification,
  getRectificationHistory,
  listMyRectifications,
  listRectifications,
  type OrderSummary,
  rectificationActions,
} from "#shared/rectifications/api.ts";
import { decide } from "#shared/rectifications/decide.ts";
import { lifecycle, type Moment } from "#shared/rectifications/lifecycle.ts";
import type { Policy } from "#shared/rectifications/policy.ts";
import { isOpen, type Order, openPartition, type rectification } from "#shared/rectifications/record.ts";

export type RectificationDeps = {
  store: RecordStore<Order, (typeof rectification)["indexes"]>;
  cases: Pick<CasesPublic, "handlersOf">;
  ratings: Pick<RatingsPublic, "ratingOf">;
  calendar: () => Promise<Calendar>;
  policy: Policy;
  now: () => string;
};

/** What staff do about bad ratings, and what their raters are told of it. */
export function rectifications(deps: RectificationDeps): Route[] {
  const { store, cases, ratings, calendar, policy, now } = deps;
  const desk = {
    store,
    mayRead: ({ department }: Order, caller: Caller) =>
      caller.role === "supervisor" || department === caller.department,
  };
  const around = async (order: Order): Promise<Moment> => ({
    now: now(),
    calendar: await calendar(),
    policy,
    handlers: lifecycle.asks("notHandler", order) ? await cases.handlersOf(order.caseNumber) : [],
  });

  const summaryOf = async (order: Order, { role, id }: Caller): Promise<OrderSummary> => ({
    rectificationId: order.rectificationId,
    stage: order.stage,
    itemCode: order.itemCode,
    department: order.department,
    level: order.level,
    anonymous: order.anonymous,
    state: order.state,
    version: order.version,
    openedAt: order.openedAt,
    dueAt: order.dueAt,
    overdue: isOpen(order) && order.dueAt < now(),
    escalated: order.escalated.length > 0,
    complex: order.complex ?? false,
    ...(order.outcome && { outcome: order.outcome }),
    allowedActions: lifecycle.allowedActions(order, { role, id }, await around(order)),
  });

  return [
    listRoute(
      listRectifications,
      ({ query: { department, ...page }, caller }) => {
        const supervises = caller.role === "supervisor";
        const asked = department ?? (supervises ? undefined : caller.department);
        if (!supervises && (asked === undefined || asked !== caller.department))
          throw httpProblems.forbidden();
        return asked ? store.list("openByDepartment", asked, page) : store.list("open", openPartition, page);
      },
      summaryOf,
    ),

    getRoute(getRectification, desk, async (order, { caller, locale }) => {
      const { caseNumber, stage, appeal, finding, told, followUp } = order;
      const rating = await ratings.ratingOf({ caseNumber, stage, turn: "first" });
      const details = rating?.details.map((code) => ({ code, text: detailTags[code]?.[locale] ?? code }));
      return {
        ...(await summaryOf(order, caller)),
        ...(!order.anonymous && { caseNumber }),
        calls: order.calls,
        ...(finding && { finding }),
        ...(appeal && {
          appeal: { ground: appeal.ground, ...(appeal.dismissed && { dismissed: appeal.dismissed }) },
        }),
        appealBy: order.appealBy,
        ...(told && { told }),
        ...(followUp && { followUp }),
        rating: rating && details ? { ...rating, details } : null,
      };
    }),

    historyRoute(getRectificationHistory, desk),
    ...actionRoutes(rectificationActions, { desk, decide, around, now, view: summaryOf }),

    listRoute(
      listMyRectifications,
      ({ query, caller }) =>
        store.list("byApplicant", `APPLICANT#${caller.id}`, { ...query, newestFirst: true }),
      ({ caseNumber, stage, level, openedAt, dueAt, state, outcome, told }) => ({
        caseNumber,
        stage,
        level,
        openedAt,
        dueAt,
        state: state === "closed" || state === "voided" ? state : ("inProgress" as const),
        ...(state === "closed" && outcome && { outcome }),
        ...(told && { told }),
      }),
    ),
  ];
}
