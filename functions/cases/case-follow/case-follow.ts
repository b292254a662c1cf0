import { type DeliveryEvent, deliveryEvents } from "#events/delivery.ts";
import { actionsOf } from "#shared/cases/follow-deliveries.ts";
import { type CaseDeps, runCommand, systemMark } from "#shared/cases/run-command.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { eventHandler, type MessageHandler, on, PermanentError } from "#shared/kernel/messaging/consumer.ts";

const logs = defineLogs("caseFollow", {
  moved: { level: "info", text: "a delivery moved its case" },
  late: { level: "info", text: "a delivery's fact had nothing left to move" },
});

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
