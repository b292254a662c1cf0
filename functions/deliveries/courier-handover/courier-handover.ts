import type { CaseEvent } from "#events/case.ts";
import type { DeliveryEvent } from "#events/delivery.ts";
import { endedWithoutDecision, journeyAfter } from "#shared/deliveries/owed.ts";
import { follows } from "#shared/deliveries/wiring.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { followEvents, type MessageHandler } from "#shared/kernel/messaging/consumer.ts";
import { cancelLeg, type OrderDeps, orderLeg } from "./legs.ts";

const logs = defineLogs("courierHandover", {
  underWay: {
    level: "warn",
    text: "a case that has ended has documents under way; they come back from where they are brought",
  },
});

/** Follows cases and orders the journeys of documents that they need, each once; calls back what is not needed any more. */
export function courierHandover(deps: OrderDeps): MessageHandler {
  const order = async (event: CaseEvent) => {
    const journey = journeyAfter(event);
    if (!journey) return;
    const { kind, attempt } = journey;
    await orderLeg(deps, event.data.caseNumber, kind, attempt, event.traceparent);
  };

  const orderReturn = async (caseNumber: string, traceparent: string): Promise<void> => {
    const legs = await deps.store.readGroup(caseNumber);
    if (legs.some(({ kind, state }) => kind === "inbound" && state === "delivered"))
      await orderLeg(deps, caseNumber, "return", 1, traceparent);
  };

  const endJourneys = async ({ data, traceparent }: CaseEvent) => {
    if (data.parent) return;
    const legs = await deps.store.readGroup(data.caseNumber);
    // The way back is what the end asks for, and this may be its second telling.
    for (const leg of legs.filter(({ kind }) => kind !== "return"))
      if ((await cancelLeg(deps, leg, traceparent)) === "underWay")
        log(logs.underWay, { legId: leg.legId, state: leg.state });
    if (data.handIn === "courier") await orderReturn(data.caseNumber, traceparent);
  };

  /** Originals that were under way when the case ended go back as soon as they have come. */
  const originalsCame = async ({ data, traceparent }: DeliveryEvent) => {
    if (data.leg !== "inbound") return;
    if (endedWithoutDecision(await deps.caseStateOf(data.caseNumber)))
      await orderReturn(data.caseNumber, traceparent);
  };

  return followEvents(follows, {
    preReviewPassed: order,
    approved: order,
    rejected: order,
    upperDecided: order,
    decidedOnTheSpot: order,
    partDecided: order,
    redeliveryRequested: order,
    refused: endJourneys,
    withdrawn: endJourneys,
    lapsed: endJourneys,
    terminated: endJourneys,
    arrived: originalsCame,
    documentPosted: ({ data: { caseNumber, posting = 1 }, traceparent }) =>
      orderLeg(deps, caseNumber, "notice", posting, traceparent),
  });
}
