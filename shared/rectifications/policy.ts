import * as z from "zod";
import data from "#data/rectification-policy.json" with { type: "json" };

const days = z.int().min(1).max(60);

/** Limits of the work (差评整改) in working days; 国办发〔2019〕51号 gives none, these are usual ones. */
const policySchema = z.strictObject({
  edition: z.string().min(1),
  /** From opening until the rater was called and the matter verified. */
  verifyDays: days,
  /** From the verification until the rater was told the result: usual matters, and hard ones. */
  simpleDays: days,
  complexDays: days,
  /** From opening, for staff to appeal (申诉). */
  appealDays: days,
  /** Calls that reach nobody before the matter is verified by the records alone. */
  maxCalls: z.int().min(1).max(5),
});

export const rectificationPolicy = policySchema.parse(data);
