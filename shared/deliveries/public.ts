import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { nextStepOf } from "./next-step.ts";
import { delivery, type Leg, type LegStore } from "./record.ts";
import type { DeliveryView } from "./views.ts";

/** Every courier leg of a case, the oldest first, each with its timeline by the carrier's own times. */
export async function deliveriesOf(
  store: Pick<LegStore, "readGroup">,
  caseNumber: string,
): Promise<DeliveryView[]> {
  return (await store.readGroup(caseNumber)).sort(byRequest).map(viewOf);
}

const byRequest = (a: Leg, b: Leg): number =>
  `${a.requestedAt} ${a.legId}` < `${b.requestedAt} ${b.legId}` ? -1 : 1;

function viewOf(leg: Leg): DeliveryView {
  const signed =
    leg.state === "delivered" ? leg.facts.findLast((fact) => fact.signer !== undefined) : undefined;
  const next = nextStepOf(leg.state, leg.kind);
  return {
    legId: leg.legId,
    kind: leg.kind,
    attempt: leg.attempt,
    carrier: leg.carrier,
    ...(leg.waybill && { waybill: leg.waybill }),
    state: leg.state,
    requestedAt: leg.requestedAt,
    ...(next && { next }),
    ...(leg.stalled && { stalled: true as const }),
    ...(signed?.signer && { signerKind: signed.signer }),
    timeline: leg.facts
      .toSorted((a, b) => (a.occurredAt < b.occurredAt ? -1 : a.occurredAt > b.occurredAt ? 1 : 0))
      .map(({ kind, occurredAt, place, reasonCode }) => ({
        kind,
        occurredAt,
        ...(place && { place }),
        ...(reasonCode && { reasonCode }),
      })),
  };
}

/** What other contexts may ask of deliveries. */
export type DeliveriesPublic = { deliveriesOf(caseNumber: string): Promise<DeliveryView[]> };

export function deliveriesPublic(tableName: string): DeliveriesPublic {
  const store = dynamodbRecordStore(delivery, tableName);
  return { deliveriesOf: (caseNumber) => deliveriesOf(store, caseNumber) };
}
