import * as z from "zod";
import data from "#data/policy-matching.json" with { type: "json" };

/** What the district sets for telling people of policies. */
export const matchingPolicy = z
  .strictObject({
    edition: z.string().min(1),
    source: z.string().min(1),
    certainty: z.enum(["confirmed", "unconfirmed"]),
    /** The text by which somebody consents now. */
    consentEdition: z.string().min(1),
    /** How many accounts one step of a pass looks at. */
    accountsPerPage: z.int().min(1).max(100),
    /** Fewer people than this are not counted to anybody. */
    leastCounted: z.int().min(2),
    /** Of so many granted items of an account the newest cases are known. */
    maxHoldings: z.int().min(1),
  })
  .parse(data);
