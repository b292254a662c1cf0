import { type DeliveryEvent, deliveryEvents } from "#events/delivery.ts";
import { actionsOf } from "#shared/cases/follow-deliveries.ts";
import type { CommandAction } from "#shared/cases/lifecycle-table.ts";
import { type CaseDeps, runCommand, systemCommand } from "#shared/cases/run-command.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { eventHandler, type MessageHandler, on, PermanentError } from "#shared/kernel/messaging/consumer.ts";

const logs = defineLogs("caseFollow", {
  moved: { level: "info", text: "a delivery moved its case" },
  late: { level: "info", text: "a delivery's fact had nothing left to move" },
});

export function followDeliveries(deps: CaseDeps): MessageHandler {
  const move = async (
    { data: { caseNumber }, traceparent }: DeliveryEvent,
    action: CommandAction,
    cause: string,
  ): Promise<void> => {
    const command = systemCommand("delivery", action, cause, traceparent);
    const result = await runCommand(deps, caseNumber, command);
    if (result.kind === "unknown") throw new PermanentError(`no case ${caseNumber}`);
    log(result.kind === "done" ? logs.moved : logs.late, { caseNumber, action, result: result.kind });
  };

  const { stalled: silence, ...facts } = deliveryEvents;
  const follow = async (event: DeliveryEvent): Promise<void> => {
    // From the leg, not from the message: every fact that implies the action implies it once.
    for (const action of actionsOf(event.data)) await move(event, action, event.data.legId);
  };
  return eventHandler([
    ...Object.values(facts).map((definition) => on(definition, follow)),
    // Each silence of a leg is a version of it.
    on(silence, (event) => move(event, "markDeliveryStalled", event.id)),
  ]);
}
