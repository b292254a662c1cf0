import * as z from "zod";
import { legKinds, legStates } from "#events/delivery.ts";
import { factKinds, signerKinds } from "./fact.ts";

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
