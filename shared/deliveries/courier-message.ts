import * as z from "zod";

/** What stands in the courier events' queue: a carrier's body exactly as it came, and the trace of its request. */
export const courierMessageSchema = z.strictObject({
  carrier: z.string().min(1),
  receivedAt: z.iso.datetime(),
  /** Base64. */
  body: z.base64(),
  traceparent: z.string().regex(/^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/),
});
export type CourierMessage = z.infer<typeof courierMessageSchema>;
