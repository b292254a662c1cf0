import * as z from "zod";
import data from "#data/archive-policy.json" with { type: "json" };

/** When a case is packed and by when it has to be archived; from when its retention counts. */
const policySchema = z.strictObject({
  edition: z.string().min(1),
  /** Natural days from the case's end: by then it is rated, and its last official document is made. */
  packAfterDays: z.int().min(1).max(80),
  dueMonths: z.int().min(1).max(12),
  dueSource: z.string().min(1),
  dueUnconfirmed: z.literal(true).optional(),
  /** Retention counts from 1 January after the year in which the case ended; else from its end. */
  startsNextYear: z.boolean(),
  /** Of items that say nothing. */
  usual: z.strictObject({
    term: z.union([z.int().positive(), z.literal("permanent")]),
    source: z.string().min(1),
    unconfirmed: z.literal(true).optional(),
  }),
  /** The standard that names of metadata follow. */
  standard: z.string().min(1),
});

export const archivePolicy = policySchema.parse(data);
