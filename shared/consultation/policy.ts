import * as z from "zod";
import data from "#data/consultation-policy.json" with { type: "json" };

const days = z.int().min(1).max(60);

/** What the district sets for questions, in working days (工作日). */
export const consultationPolicy = z
  .strictObject({
    edition: z.string().min(1),
    source: z.string().min(1),
    certainty: z.enum(["confirmed", "unconfirmed"]),
    /** Until somebody of the department took it up, from asking or from a transfer. */
    firstLookDays: days,
    /** Until it is answered: usual ones, and complex ones. */
    answerDays: days,
    complexDays: days,
    /** By which the answer may be put off, once. */
    extensionDays: days,
    /** For the asker to say what was asked back. */
    silenceDays: days,
    /** For the asker to reopen it, from the answer. */
    reopenDays: days,
    /** For the department to say that a published answer holds for the item's new version. */
    faqCheckDays: days,
    maxTransfers: z.int().min(1).max(5),
    /** Shared two-character parts of all those of two texts, from which they count as alike. */
    similarFrom: z.number().gt(0).lt(1),
  })
  .parse(data);
