import * as z from "zod";
import { courierFactSchema } from "./fact.ts";

/** What stands in the courier events' queue: one fact, and the trace of the request that brought it. */
export const courierMessageSchema = z.strictObject({
  fact: courierFactSchema,
  traceparent: z.string().regex(/^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/),
});
export type CourierMessage = z.infer<typeof courierMessageSchema>;
