import { type DeliveryEvent, deliveryEvents } from "#events/delivery.ts";
import type { CommandAction } from "#shared/cases/actions.ts";
import { type CaseDeps, runCommand, systemMark } from "#shared/cases/run-command.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { eventHandler, type MessageHandler, on, PermanentError } from "#shared/kernel/messaging/consumer.ts";

const logs = defineLogs("caseFollow", {
  moved: { level: "info", text: "a delivery moved its case" },
  late: { level: "info", text: "a delivery's fact had nothing left to move" },
});

type Fact = DeliveryEvent["data"];

/**
 * What a fact of a leg means for its case. A later fact implies the earlier ones, so that facts out of order
 * leave the same history as facts in order.
 */
export function actionsOf({ leg, state }: Pick<Fact, "leg" | "state">): CommandAction[] {
  if (leg === "inbound") return state === "delivered" ? ["receiveOriginals"] : [];
  if (leg !== "outbound") return [];
  switch (state) {
    case "requested":
    case "ordered":
      return [];
    // Before it was collected: the parcel never left the hall.
    case "cancelled":
      return [];
    case "collected":
    case "inTransit":
    case "forwarded":
    case "outForDelivery":
    case "attemptFailed":
    case "atPickupPoint":
    case "returning":
      return ["handOver"];
    case "delivered":
      return ["handOver", "confirmDelivery"];
    case "returned":
    case "lost":
      return ["handOver", "failDelivery"];
  }
}

export function followDeliveries(deps: CaseDeps): MessageHandler {
  const follow = async (event: DeliveryEvent): Promise<void> => {
    const { caseNumber, legId } = event.data;
    for (const action of actionsOf(event.data)) {
      const result = await runCommand(deps, caseNumber, {
        action,
        actor: { role: "system", id: "delivery" },
        // From the leg, not from the message: every fact that implies the action implies it once.
        request: systemMark(action, legId),
        traceparent: event.traceparent,
      });
      if (result.kind === "unknown") throw new PermanentError(`no case ${caseNumber}`);
      log(result.kind === "done" ? logs.moved : logs.late, { caseNumber, action, result: result.kind });
    }
  };
  const stalled = async (event: DeliveryEvent): Promise<void> => {
    const { caseNumber } = event.data;
    const result = await runCommand(deps, caseNumber, {
      action: "markDeliveryStalled",
      actor: { role: "system", id: "delivery" },
      // Each silence of a leg is a version of it.
      request: systemMark("markDeliveryStalled", event.id),
      traceparent: event.traceparent,
    });
    if (result.kind === "unknown") throw new PermanentError(`no case ${caseNumber}`);
    log(result.kind === "done" ? logs.moved : logs.late, { caseNumber, result: result.kind });
  };

  const { stalled: silence, ...facts } = deliveryEvents;
  return eventHandler([
    ...Object.values(facts).map((definition) => on(definition, follow)),
    on(silence, stalled),
  ]);
}
