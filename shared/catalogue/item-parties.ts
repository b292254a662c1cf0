import * as z from "zod";
import { inBothLanguages, line } from "#shared/kernel/text.ts";
import { dayLimit } from "./item-procedure.ts";

/** A field of the form, and the answers to it with which something is so. */
export const onlyIfSchema = z.strictObject({
  field: z.string().min(1).max(60),
  is: z.array(z.string()).min(1).max(20),
});

/**
 * 共同申请: who applies together by law. One of them files, in one of the roles; the numbers count that one too. Nothing
 * is received until every other has confirmed, within `confirmWithin`.
 */
export const applyingTogetherSchema = z.strictObject({
  roles: z
    .array(
      z.strictObject({
        role: z.string().regex(/^[a-z][a-zA-Z]{1,19}$/),
        name: inBothLanguages,
        atLeast: z.int().nonnegative().max(8),
        atMost: z.int().positive().max(8),
      }),
    )
    .min(1)
    .max(4),
  confirmWithin: dayLimit,
  /** Once it is received: each may take it back, which ends it, or only all together. */
  withdrawnBy: z.enum(["each", "all"]),
  /** Only where a field of the form has one of these answers; otherwise one applies alone. */
  onlyIf: onlyIfSchema.optional(),
  basis: line(4, 300),
  /** What of this no text that we have confirms. */
  unconfirmed: line(4, 300).optional(),
});
export type ApplyingTogether = z.infer<typeof applyingTogetherSchema>;
