import type { CasesPublic } from "#shared/cases/public.ts";
import { encodeCursor } from "#shared/kernel/aws/cursor.ts";
import type { Calendar } from "#shared/kernel/calendar/working-days.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import type { Locale } from "#shared/kernel/http/locale.ts";
import { detailTags, type RatingsPublic } from "#shared/ratings/public.ts";
import {
  actOnRectification,
  getRectification,
  getRectificationHistory,
  listMyRectifications,
  listRectifications,
} from "#shared/rectifications/api.ts";
import { decide } from "#shared/rectifications/decide.ts";
import { allowedActions, asksForHandlers, failedGuard, lifecycle } from "#shared/rectifications/lifecycle.ts";
import { isOpen, type Order } from "#shared/rectifications/order.ts";
import type { OrderStore } from "#shared/rectifications/order-store.ts";
import type { Policy } from "#shared/rectifications/policy.ts";
import { rectificationProblems } from "#shared/rectifications/problems.ts";

export type RectificationDeps = {
  store: OrderStore;
  cases: Pick<CasesPublic, "handlersOf">;
  ratings: Pick<RatingsPublic, "ratingOf">;
  calendar: () => Promise<Calendar>;
  policy: Policy;
  now: () => string;
};

const maySee = ({ department }: Order, caller: Caller): boolean =>
  caller.role === "supervisor" || department === caller.department;

const actorOf = ({ role, id }: Caller) => ({ role, id });

/** What staff do about bad ratings, and what their raters are told of it. */
export function rectifications(deps: RectificationDeps): Route[] {
  const { store, cases, ratings, calendar, policy, now } = deps;

  const readVisible = async (rectificationId: string, caller: Caller): Promise<Order> => {
    const order = await store.read(rectificationId);
    if (!order || !maySee(order, caller)) throw rectificationProblems.rectificationNotFound();
    return order;
  };

  const circumstances = async (order: Order) => ({
    now: now(),
    handlers: asksForHandlers(order) ? await cases.handlersOf(order.caseNumber) : [],
  });

  const summaryOf = async (order: Order, caller: Caller) => ({
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
    allowedActions: allowedActions(order, actorOf(caller), await circumstances(order)),
  });

  const wholeOf = async (order: Order, caller: Caller, locale: Locale) => {
    const { caseNumber, stage, appeal } = order;
    const rating = await ratings.ratingOf({ caseNumber, stage, turn: "first" });
    return {
      ...(await summaryOf(order, caller)),
      ...(!order.anonymous && { caseNumber }),
      calls: order.calls,
      ...(order.finding && { finding: order.finding }),
      ...(appeal && {
        appeal: { ground: appeal.ground, ...(appeal.dismissed && { dismissed: appeal.dismissed }) },
      }),
      appealBy: order.appealBy,
      ...(order.told && { told: order.told }),
      ...(order.followUp && { followUp: order.followUp }),
      rating: rating
        ? {
            ...rating,
            details: rating.details.map((code) => ({ code, text: detailTags[code]?.[locale] ?? code })),
          }
        : null,
    };
  };

  return [
    route(listRectifications, async ({ query: { cursor, limit, department }, caller }) => {
      const page = await store.open(cursor, limit);
      const asked = page.items.filter(
        (order) => maySee(order, caller) && (!department || order.department === department),
      );
      const items = await Promise.all(asked.map((order) => summaryOf(order, caller)));
      return { status: 200, body: { items, nextCursor: encodeCursor(page.next) } };
    }),

    route(getRectification, async ({ path, caller, locale }) => {
      const order = await readVisible(path.rectificationId, caller);
      return {
        status: 200,
        headers: { etag: `"${order.version}"` },
        body: await wholeOf(order, caller, locale),
      };
    }),

    route(getRectificationHistory, async ({ path, caller }) => {
      await readVisible(path.rectificationId, caller);
      const entries = await store.history(path.rectificationId);
      return {
        status: 200,
        body: {
          items: entries.map(({ event, privateNote }) => ({
            what: event.type.split(".")[2] ?? event.type,
            at: event.time,
            state: event.data.state,
            by: privateNote?.actor ?? null,
            ...(privateNote?.words && { words: privateNote.words }),
          })),
        },
      };
    }),

    route(actOnRectification, async ({ path, headers, body, caller, traceparent }) => {
      const order = await readVisible(path.rectificationId, caller);
      const stale = (currentVersion: number) =>
        rectificationProblems.staleRectification({
          facts: { currentVersion },
          headers: { etag: `"${currentVersion}"` },
        });
      if (order.version !== headers["if-match"]) throw stale(order.version);
      const actor = actorOf(caller);
      const around = await circumstances(order);
      const { from, roles } = lifecycle[body.action];
      if (!from.includes(order.state) || !(roles as readonly string[]).includes(actor.role))
        throw rectificationProblems.actionNotAllowed({
          facts: { state: order.state, allowedActions: allowedActions(order, actor, around) },
        });
      const failed = failedGuard(order, body.action, actor, around);
      if (failed)
        throw rectificationProblems[failed]({
          facts: { state: order.state, allowedActions: allowedActions(order, actor, around) },
        });
      const moment = { now: around.now, trace: traceparent, calendar: await calendar(), policy };
      const next = decide(order, body, actor, moment);
      if (!(await store.write(next)))
        throw stale((await store.read(order.rectificationId))?.version ?? next.version);
      return {
        status: 200,
        headers: { etag: `"${next.version}"` },
        body: await summaryOf(next, caller),
      };
    }),

    route(listMyRectifications, async ({ query: { cursor, limit }, caller }) => {
      const page = await store.byApplicant(caller.id, cursor, limit);
      const items = page.items.map((order) => ({
        caseNumber: order.caseNumber,
        stage: order.stage,
        level: order.level,
        openedAt: order.openedAt,
        dueAt: order.dueAt,
        state: isOpen(order) ? "inProgress" : order.state,
        ...(order.state === "closed" && order.outcome && { outcome: order.outcome }),
        ...(order.told && { told: order.told }),
      }));
      return { status: 200, body: { items, nextCursor: encodeCursor(page.next) } };
    }),
  ];
}
