import * as z from "zod";
import { envelopeShape } from "#events/define-event.ts";

/** What stands in the courier events' queue: a carrier's body exactly as it came, and the trace of its request. */
export const courierMessageSchema = z.strictObject({
  carrier: z.string().min(1),
  receivedAt: z.iso.datetime(),
  /** Base64. */
  body: z.base64(),
  traceparent: envelopeShape.traceparent,
});
export type CourierMessage = z.infer<typeof courierMessageSchema>;
