import { versionOf } from "#events/define-event.ts";
import type { DeliveryEvent } from "#events/delivery.ts";
import type { LicenceEvent } from "#events/licence.ts";
import type { ServiceEvent } from "#events/notice.ts";
import type { PaymentEvent } from "#events/payment.ts";
import { shortEventName } from "#shared/kernel/http/record-contracts.ts";
import type { Command } from "./command.ts";
import { actionsOf } from "./follow-deliveries.ts";
import { type ExaminationEvent, examinationOf } from "./follow-examinations.ts";
import { serviceOf } from "./follow-services.ts";
import { systemCommand } from "./run-command.ts";

export type FollowedEvent = DeliveryEvent | PaymentEvent | LicenceEvent | ServiceEvent;

/** What a delivery, a payment, a corrected licence or a served document means for its case. */
export function commandsAfter(event: FollowedEvent): Command[] {
  const { id, type, data, traceparent } = event;
  const name = shortEventName(type);
  if ("serviceId" in data)
    return [
      {
        ...systemCommand("notices", "recordService", data.serviceId, traceparent),
        note: { service: serviceOf(event as ServiceEvent) },
      },
    ];
  if ("legId" in data) {
    // Each silence of a leg is a version of it.
    if (name === "stalled" && data.leg === "notice") return [];
    if (name === "stalled") return [systemCommand("delivery", "markDeliveryStalled", id, traceparent)];
    // From the leg, not from the message: every fact that implies the action implies it once.
    return actionsOf(data).map((action) => systemCommand("delivery", action, data.legId, traceparent));
  }
  if ("paymentId" in data) {
    const fee = name === "waived" ? "waived" : "paid";
    return [{ ...systemCommand("payment", "settleFee", data.paymentId, traceparent), fee }];
  }
  const licenceCorrection = { licenceId: data.licenceId, version: versionOf(event) };
  const command = systemCommand("licences", "recordLicenceCorrection", id, traceparent);
  return [{ ...command, note: { licenceCorrection } }];
}

/** What a step of an examination means for its case. */
export const commandAfterExamination = (event: ExaminationEvent): Command => ({
  ...systemCommand("examination", "recordExamination", event.id, event.traceparent),
  note: { examination: examinationOf(event) },
});
