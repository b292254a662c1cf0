import * as z from "zod";
import { givenRatingSchema } from "#shared/ratings/rating.ts";
import { caseStages } from "#shared/ratings/stages.ts";

/** What stands in the device ratings' queue: one rating, and the trace of the request that brought it. */
export const deviceMessageSchema = z.strictObject({
  caseNumber: z.string().length(25),
  stage: z.enum(caseStages),
  rating: givenRatingSchema.required({ deviceId: true }).strict(),
  traceparent: z.string().regex(/^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/),
});
export type DeviceMessage = z.infer<typeof deviceMessageSchema>;
