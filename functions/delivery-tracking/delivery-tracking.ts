import { courierMessageSchema } from "#shared/delivery/courier-message.ts";
import type { LegStore } from "#shared/delivery/leg-store.ts";
import { recordFact } from "#shared/delivery/record-fact.ts";
import { childTrace } from "#shared/http/trace.ts";
import { defineLogs, log } from "#shared/logging/logger.ts";
import { type MessageHandler, PermanentError, parseJson } from "#shared/messaging/consumer.ts";
import { inTurn } from "#shared/messaging/in-turn.ts";

const logs = defineLogs("deliveryTracking", {
  recorded: { level: "info", text: "a carrier's event was merged into its leg" },
});

/** Merges each message's fact into its leg. */
export function deliveryTracking({ store, now }: { store: LegStore; now: () => Date }): MessageHandler {
  const turns = inTurn();
  return async (body) => {
    const message = courierMessageSchema.safeParse(parseJson(body));
    if (!message.success) {
      const paths = message.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.code}`);
      throw new PermanentError(`not a courier message: ${paths.join("; ")}`);
    }
    const { fact, traceparent } = message.data;
    const outcome = await turns(fact.legId, () =>
      recordFact(store, fact, { now: now(), traceparent: childTrace(traceparent) }),
    );
    if (outcome === "otherCarrier")
      throw new PermanentError(`leg ${fact.legId} is not one of carrier ${fact.carrier}`);
    // A leg is written before its carrier hears of it. Retries cover what we cannot think of; then it is parked.
    if (outcome === "unknownLeg") throw new Error(`there is no leg ${fact.legId}`);
    log(logs.recorded, { legId: fact.legId, fact: fact.key, kind: fact.kind, outcome });
  };
}
