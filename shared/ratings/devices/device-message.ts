import * as z from "zod";
import { envelopeShape } from "#events/define-event.ts";
import { caseNumber } from "#events/identifiers.ts";
import { givenRatingSchema } from "#shared/ratings/rating.ts";
import { caseStages } from "#shared/ratings/stages/stages.ts";

/** What stands in the device ratings' queue: one rating, and the trace of the request that brought it. */
export const deviceMessageSchema = z.strictObject({
  caseNumber,
  stage: z.enum(caseStages),
  rating: givenRatingSchema.required({ deviceId: true }).strict(),
  traceparent: envelopeShape.traceparent,
});
export type DeviceMessage = z.infer<typeof deviceMessageSchema>;
