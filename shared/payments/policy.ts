import * as z from "zod";
import data from "#data/payment-policy.json" with { type: "json" };

/** What the collecting office settles itself (河南省政府非税收入管理条例 Art. 13). */
export const paymentPolicy = z
  .strictObject({
    edition: z.string().min(1),
    /** From the notice until it is to be paid. */
    dueWorkingDays: z.int().min(1).max(60),
    source: z.string().min(1),
  })
  .parse(data);
