import { dynamodbLegStore } from "./dynamodb-leg-store.ts";
import type { Leg } from "./leg.ts";
import type { LegStore } from "./leg-store.ts";
import { nextStepOf } from "./next-step.ts";
import type { DeliveryView } from "./views.ts";

/** Every courier leg of a case, the oldest first, each with its timeline by the carrier's own times. */
export async function deliveriesOf(
  store: Pick<LegStore, "legsOf">,
  caseNumber: string,
): Promise<DeliveryView[]> {
  return (await store.legsOf(caseNumber)).map(viewOf);
}

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
  const store = dynamodbLegStore(tableName);
  return { deliveriesOf: (caseNumber) => deliveriesOf(store, caseNumber) };
}
