import { type RatingEvent, ratingEvents } from "#events/rating.ts";
import type { Calendar } from "#shared/kernel/calendar/working-days.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { eventHandler, type MessageHandler, on } from "#shared/kernel/messaging/consumer.ts";
import { isGood, type RatingsPublic } from "#shared/ratings/public.ts";
import { changeOrder } from "#shared/rectifications/change-order.ts";
import { drop, followUp, openOrder } from "#shared/rectifications/decide.ts";
import { rectificationIdOf } from "#shared/rectifications/order.ts";
import type { OrderStore } from "#shared/rectifications/order-store.ts";
import type { Policy } from "#shared/rectifications/policy.ts";

export type FollowDeps = {
  store: Pick<OrderStore, "read" | "write">;
  ratings: Pick<RatingsPublic, "applicantOf">;
  calendar: () => Promise<Calendar>;
  policy: Policy;
  now: () => string;
};

const logs = defineLogs("rectificationFollow", {
  opened: { level: "info", text: "a bad rating opened a work order" },
  escalated: { level: "warn", text: "a matter was rated badly again after it was put right" },
  dropped: { level: "info", text: "a work order ended because its rating proved false" },
});

/** Bad ratings open work orders, each once; what becomes of the rating later reaches its order. */
export function rectificationFollow({ store, ratings, calendar, policy, now }: FollowDeps): MessageHandler {
  const momentOf = async (event: RatingEvent) => ({
    now: now(),
    trace: childTrace(event.traceparent),
    calendar: await calendar(),
    policy,
  });

  const received = async (event: RatingEvent) => {
    const { caseNumber, stage, turn, level } = event.data;
    if (isGood(level)) return;
    const rectificationId = rectificationIdOf(caseNumber, stage);
    if (turn === "followUp") {
      const moment = await momentOf(event);
      const changed = await changeOrder(store, rectificationId, (order) => followUp(order, level, moment));
      if (changed) log(logs.escalated, { rectificationId });
      return;
    }
    const applicantId = await ratings.applicantOf({ caseNumber, stage, turn });
    if (!applicantId) throw new Error(`rating ${event.subject} told of itself and does not show`);
    const { itemCode, department, anonymous } = event.data;
    const rating = { caseNumber, stage, itemCode, department, applicantId, level, anonymous };
    // A false first write means that it was opened before.
    const opened = await store.write(openOrder(rating, await momentOf(event)));
    log(logs.opened, { rectificationId, opened });
  };

  const dismissed = async (event: RatingEvent) => {
    const { caseNumber, stage, turn } = event.data;
    if (turn !== "first") return;
    const rectificationId = rectificationIdOf(caseNumber, stage);
    const moment = await momentOf(event);
    const dropped = await changeOrder(store, rectificationId, (order) => drop(order, moment));
    if (dropped) log(logs.dropped, { rectificationId });
  };

  return eventHandler([on(ratingEvents.received, received), on(ratingEvents.dismissed, dismissed)]);
}
