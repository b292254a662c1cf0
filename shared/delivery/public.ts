import * as z from "zod";
import { legKinds, legStates } from "#events/delivery.ts";
import { dynamodbLegStore } from "./dynamodb-leg-store.ts";
import { factKinds, signerKinds } from "./fact.ts";
import type { Leg } from "./leg.ts";
import type { LegStore } from "./leg-store.ts";
import { nextStepOf } from "./next-step.ts";

/** A journey of papers as the applicant and the handling department see it: no names, no addresses. */
export const deliveryViewSchema = z.strictObject({
  legId: z.string(),
  kind: z.enum(legKinds),
  attempt: z.int().positive(),
  carrier: z.string(),
  waybill: z.string().optional(),
  state: z.enum(legStates),
  requestedAt: z.iso.datetime(),
  /** What will happen next, as far as anything will. */
  next: z.strictObject({ zh: z.string(), en: z.string() }).optional(),
  /** Nothing was heard of it for too long; the office asks the carrier. */
  stalled: z.literal(true).optional(),
  signerKind: z.enum(signerKinds).optional(),
  timeline: z.array(
    z.strictObject({
      kind: z.enum(factKinds),
      occurredAt: z.iso.datetime(),
      place: z.string().optional(),
      reasonCode: z.string().optional(),
    }),
  ),
});
export type DeliveryView = z.infer<typeof deliveryViewSchema>;

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
