import { isGood, type RatingEvent } from "#events/rating.ts";
import { type MomentDeps, momentNow } from "#shared/kernel/calendar/moment.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { bySystem } from "#shared/kernel/lifecycle/decide.ts";
import { followEvents, type MessageHandler } from "#shared/kernel/messaging/consumer.ts";
import { changeRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";
import type { RatingsPublic } from "#shared/ratings/public.ts";
import { decide, openOrder } from "#shared/rectifications/decide.ts";
import { type Order, rectificationIdOf } from "#shared/rectifications/record.ts";
import { follows } from "#shared/rectifications/wiring.ts";

export type FollowDeps = MomentDeps & {
  store: Pick<RecordStore<Order>, "read" | "write">;
  ratings: Pick<RatingsPublic, "applicantOf">;
};

/** Bad ratings open work orders, each once; what becomes of the rating later reaches its order. */
export function rectificationFollow(deps: FollowDeps): MessageHandler {
  const { store, ratings } = deps;
  const happens = bySystem(decide, "ratings");
  const open = async ({ subject, traceparent, data }: RatingEvent) => {
    const { caseNumber, stage, turn, level, itemCode, department, anonymous } = data;
    const applicantId = await ratings.applicantOf({ caseNumber, stage, turn });
    if (!applicantId) throw new Error(`rating ${subject} was announced and cannot be read`);
    const rating = { caseNumber, stage, itemCode, department, applicantId, level, anonymous };
    // A false first write means that it was opened before.
    await store.write(openOrder(rating, await momentNow(deps), childTrace(traceparent)));
  };
  const drop = async ({ traceparent, data }: RatingEvent) => {
    const moment = await momentNow(deps);
    await changeRecord(store, rectificationIdOf(data), (order) =>
      happens(order, "drop", {}, moment, childTrace(traceparent)),
    );
  };
  return followEvents(follows, {
    async received(event) {
      const { turn, level } = event.data;
      if (isGood(level)) return;
      if (turn === "first") return open(event);
      const moment = await momentNow(deps);
      await changeRecord(store, rectificationIdOf(event.data), (order) =>
        happens(order, "followUp", { level }, moment, childTrace(event.traceparent)),
      );
    },

    /** What the link had said opened an order, or none. */
    replaced: (event) => (isGood(event.data.level) ? drop(event) : open(event)),

    async dismissed(event) {
      if (event.data.turn === "first") await drop(event);
    },
  });
}
