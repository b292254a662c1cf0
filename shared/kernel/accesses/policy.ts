import * as z from "zod";
import data from "#data/access-policy.json" with { type: "json" };

const limit = z
  .strictObject({
    perHour: z.int().positive(),
    perDay: z.int().positive(),
    /** From so many within an hour on somebody is told. */
    unusualInHour: z.int().positive(),
  })
  .refine(({ perHour, perDay, unusualInHour }) => unusualInHour <= perHour && perHour <= perDay);

const keptDays = z.int().min(183);

/** How much of people's data one member of staff may ask for, and for which reasons. The thresholds are ours. */
export const accessPolicySchema = z.strictObject({
  edition: z.string().min(1),
  /**
   * How long the table keeps an entry: at least six months (网络安全法: logs); three years, as 个人信息保护法 Art. 56 keeps
   * what was written of handling.
   */
  keptDays: z.strictObject({ looks: keptDays, searches: keptDays, counts: z.int().positive() }),
  limits: z.strictObject({ search: limit, reveal: limit, download: limit, export: limit, claim: limit }),
  reasons: z
    .array(
      z.strictObject({ code: z.string().regex(/^[a-zA-Z]+$/), zh: z.string().min(1), en: z.string().min(1) }),
    )
    .min(1),
});
type AccessPolicy = z.infer<typeof accessPolicySchema>;

/** Checked by the suite, not by each start: it is a part of the release. */
export const accessPolicy: AccessPolicy = data;

/** What is counted for each account. */
export type Limited = keyof AccessPolicy["limits"];
