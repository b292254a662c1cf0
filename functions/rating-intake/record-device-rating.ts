import { childTrace } from "#shared/http/trace.ts";
import { defineLogs, log } from "#shared/logging/logger.ts";
import { type MessageHandler, PermanentError, parseJson } from "#shared/messaging/consumer.ts";
import { deviceMessageSchema } from "#shared/ratings/device-message.ts";
import type { RatingStore } from "#shared/ratings/rating-store.ts";
import { recordFact } from "#shared/ratings/record-fact.ts";

const logs = defineLogs("ratingIntake", {
  recorded: { level: "info", text: "a device's rating was recorded" },
  refused: { level: "warn", text: "a device's rating does not count: its stage has another one" },
});

/**
 * Records a device's rating. Whether the stage can be rated yet is not asked: the event that says so may be
 * on its way, and until it is here the rating stays silent.
 */
export function recordDeviceRating({ store, now }: { store: RatingStore; now: () => Date }): MessageHandler {
  return async (body) => {
    const message = deviceMessageSchema.safeParse(parseJson(body));
    if (!message.success) {
      const paths = message.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.code}`);
      throw new PermanentError(`not a device's rating: ${paths.join("; ")}`);
    }
    const { caseNumber, stage, rating, traceparent } = message.data;
    const { outcome } = await recordFact(
      store,
      { caseNumber, stage, kind: "rated", rating },
      { now: now(), traceparent: childTrace(traceparent) },
    );
    const known = outcome === "recorded" || outcome === "duplicate";
    log(known ? logs.recorded : logs.refused, { caseNumber, stage, deviceId: rating.deviceId, outcome });
  };
}
