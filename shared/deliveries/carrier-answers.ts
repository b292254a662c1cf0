import * as z from "zod";

/** Our own format: a result per event. */
export const acknowledgementSchema = z.strictObject({
  accepted: z.int().nonnegative(),
  rejected: z.array(
    z.strictObject({
      index: z.int().nonnegative(),
      errors: z.array(z.strictObject({ path: z.string(), code: z.string(), message: z.string() })),
    }),
  ),
});

/** 顺丰. */
const sfAnswerSchema = z.strictObject({ return_code: z.string(), return_msg: z.string() });

/** EMS. */
const emsAnswerSchema = z.strictObject({
  serialNo: z.string(),
  code: z.string(),
  codeMessage: z.string(),
  senderNo: z.string(),
});

/** Each carrier is answered in its own words. */
export const carrierAnswerSchema = z.union([acknowledgementSchema, emsAnswerSchema, sfAnswerSchema]);

/** 200: taken, send it no more. 503: send it again. */
export type CarrierAnswer = { status: 200 | 503; body: z.infer<typeof carrierAnswerSchema> };
