import * as z from "zod";
import { factKinds } from "#shared/deliveries/fact.ts";
import { caseNumberPattern } from "#shared/kernel/identifiers/case-number.ts";
import { caseStages } from "#shared/ratings/stages/stages.ts";

export type Facts = { type?: string | undefined; caseNumber?: string | undefined };

const caseNumber = z.string().regex(caseNumberPattern).optional().catch(undefined);
const busEventSchema = z.object({
  "detail-type": z.string().regex(/^tongban\.[a-z-]+\.[A-Za-z]+\.v\d+$/),
  detail: z
    .object({ data: z.object({ caseNumber }).catch({ caseNumber: undefined }) })
    .catch({ data: { caseNumber: undefined } }),
});
const courierSchema = z.object({
  fact: z.object({ kind: z.enum(factKinds), legId: z.string().catch("") }),
});
const ratingSchema = z.object({ caseNumber, stage: z.enum(caseStages), rating: z.unknown() });
/** Where the records of a stream are that a relay gave up. */
const streamSchema = z.object({ DDBStreamBatchInfo: z.object({ shardId: z.string() }) });

/**
 * What a message is about, without saying anything of a person: of a body that may hold anything, only what has
 * exactly the form of one of our event types, codes and case numbers comes out.
 */
export function factsOf(body: string): Facts {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    // Such a message may well be here: not being JSON is a reason to be dead.
    return {};
  }
  const event = busEventSchema.safeParse(value).data;
  if (event) return { type: event["detail-type"], caseNumber: event.detail.data.caseNumber };
  const courier = courierSchema.safeParse(value).data;
  if (courier)
    return {
      type: `courier: ${courier.fact.kind}`,
      // A leg is numbered `<case number>-<kind>-<attempt>`.
      caseNumber: caseNumber.parse(courier.fact.legId.slice(0, 25)),
    };
  const rating = ratingSchema.safeParse(value).data;
  if (rating) return { type: `rating: ${rating.stage}`, caseNumber: rating.caseNumber };
  if (streamSchema.safeParse(value).success) return { type: "stream records" };
  return {};
}
