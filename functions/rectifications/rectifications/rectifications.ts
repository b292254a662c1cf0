import type { CasesPublic } from "#shared/cases/public.ts";
import { type MomentDeps, momentNow } from "#shared/kernel/calendar/moment.ts";
import type { Route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import type { IsOneself } from "#shared/kernel/http/record-actions.ts";
import { actionRoutes } from "#shared/kernel/http/record-actions.ts";
import {
  departmentAsked,
  getRoute,
  historyRoute,
  listRoute,
  ofOwnDepartment,
} from "#shared/kernel/http/record-routes.ts";
import { filteredPage } from "#shared/kernel/records/kept-page.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { detailTags, type RatingsPublic } from "#shared/ratings/public.ts";
import * as api from "#shared/rectifications/api.ts";
import { decide } from "#shared/rectifications/decide.ts";
import { type Circumstances, lifecycle } from "#shared/rectifications/lifecycle.ts";
import {
  type Order,
  openPartition,
  ordersOfNames,
  type rectification,
} from "#shared/rectifications/record.ts";
import type { Standing } from "#shared/representations/public.ts";

export type RectificationDeps = MomentDeps & {
  isOneself: IsOneself;
  store: RecordStore<Order, (typeof rectification)["indexes"]>;
  cases: Pick<CasesPublic, "handlersOf">;
  ratings: Pick<RatingsPublic, "ratingOf">;
  standing: Pick<Standing, "listed">;
};

/** What staff do about bad ratings, and what their raters see of it. */
export function rectifications(deps: RectificationDeps): Route[] {
  const { store, cases, ratings, standing, isOneself } = deps;
  const resource = { store, mayRead: ofOwnDepartment<Order> };
  const around = async (order: Order): Promise<Circumstances> => ({
    ...(await momentNow(deps)),
    ...(lifecycle.asks("notHandler", order) && { handlers: await cases.handlersOf(order.caseNumber) }),
  });
  const view = async (order: Order, { role, id }: Caller): Promise<api.OrderView> => {
    const moment = await around(order);
    return {
      ...api.orderFields.parse(order),
      ...(!order.anonymous && { caseNumber: order.caseNumber }),
      overdue: lifecycle.isOpen(order) && order.dueAt < moment.now,
      escalated: order.escalated.length > 0,
      allowedActions: lifecycle.allowedActions(order, { role, id }, moment),
    };
  };

  return [
    listRoute(
      api.listRectifications,
      (request) => {
        const department = departmentAsked(request);
        return department
          ? store.list("openByDepartment", department, request.query)
          : store.list("open", openPartition, request.query);
      },
      view,
    ),
    getRoute(api.getRectification, resource, async (order, { caller, locale }) => {
      const rating = await ratings.ratingOf({ ...order, turn: "first" });
      const details = rating?.details.map((code) => ({ code, text: detailTags[code]?.[locale] ?? code }));
      return { ...(await view(order, caller)), rating: rating && details ? { ...rating, details } : null };
    }),
    historyRoute(api.getRectificationHistory, resource),
    ...actionRoutes(api.rectificationActions, { resource, decide, isOneself, around, view }),
    listRoute(
      api.listMyRectifications,
      async ({ query: { onBehalfOf, ...page }, caller }) => {
        const { names, covers } = await standing.listed(caller, onBehalfOf);
        return filteredPage(
          (query) => ordersOfNames(store, names, query),
          ({ itemCode }) => covers(itemCode),
          page,
        );
      },
      (order) => ({
        ...api.myFields.parse(order),
        state: order.state === "closed" || order.state === "voided" ? order.state : ("inProgress" as const),
        outcome: order.state === "closed" ? order.outcome : undefined,
      }),
    ),
  ];
}
