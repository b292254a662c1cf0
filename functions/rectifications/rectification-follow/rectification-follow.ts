import type { RatingEvent } from "#events/rating.ts";
import type { Calendar } from "#shared/kernel/calendar/working-days.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { followEvents, type MessageHandler } from "#shared/kernel/messaging/consumer.ts";
import { changeRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";
import type { RatingsPublic } from "#shared/ratings/public.ts";
import { isGood } from "#shared/ratings/scales.ts";
import { happen, openOrder } from "#shared/rectifications/decide.ts";
import type { Moment } from "#shared/rectifications/lifecycle.ts";
import type { Policy } from "#shared/rectifications/policy.ts";
import { type Order, rectificationIdOf } from "#shared/rectifications/record.ts";
import { follows } from "#shared/rectifications/wiring.ts";

export type FollowDeps = {
  store: Pick<RecordStore<Order>, "read" | "write">;
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
  const momentNow = async (): Promise<Moment> => ({
    now: now(),
    calendar: await calendar(),
    policy,
    handlers: [],
  });

  return followEvents(follows, {
    async received(event: RatingEvent) {
      const { caseNumber, stage, turn, level, itemCode, department, anonymous } = event.data;
      if (isGood(level)) return;
      const rectificationId = rectificationIdOf(caseNumber, stage);
      const [moment, trace] = [await momentNow(), childTrace(event.traceparent)];
      if (turn === "followUp") {
        const changed = await changeRecord(store, rectificationId, (order) =>
          happen(order, "followUp", { level }, moment, trace),
        );
        if (changed) log(logs.escalated, { rectificationId });
        return;
      }
      const applicantId = await ratings.applicantOf({ caseNumber, stage, turn });
      if (!applicantId) throw new Error(`rating ${event.subject} told of itself and does not show`);
      const rating = { caseNumber, stage, itemCode, department, applicantId, level, anonymous };
      // A false first write means that it was opened before.
      const opened = await store.write(openOrder(rating, moment, trace));
      log(logs.opened, { rectificationId, opened });
    },

    async dismissed(event: RatingEvent) {
      const { caseNumber, stage, turn } = event.data;
      if (turn !== "first") return;
      const rectificationId = rectificationIdOf(caseNumber, stage);
      const [moment, trace] = [await momentNow(), childTrace(event.traceparent)];
      const dropped = await changeRecord(store, rectificationId, (order) =>
        happen(order, "drop", {}, moment, trace),
      );
      if (dropped) log(logs.dropped, { rectificationId });
    },
  });
}
