import * as z from "zod";
import { departmentCode } from "#events/identifiers.ts";
import { defineRoute } from "#shared/kernel/http/contract.ts";
import { ratingIdSchema, refusedSignature } from "#shared/ratings/input.ts";
import { nationalFaultSchema } from "./faults.ts";
import { nationalRatingSchema } from "./national-rating.ts";

/** How many ratings are answered at once. */
export const nationalPageSize = 100;

/** POST, so that the signature covers what is asked for. */
export const takeNationalRatings = defineRoute({
  method: "POST",
  path: "/v1/national-ratings",
  summary: { zh: "上级平台取走评价记录", en: "The higher platform takes a day's ratings" },
  tag: "ratings",
  access: { kind: "machine" },
  body: z.strictObject({
    department: departmentCode,
    /** yyyy-MM-dd in Shanghai: when they were given. */
    day: z.iso.date(),
    /** The rating that the page before ended with. */
    after: ratingIdSchema.optional(),
  }),
  answers: {
    200: {
      description:
        "what passes the gate as the national platform takes it, and what does not with everything that is wrong",
      schema: z.object({
        edition: z.string(),
        records: z.array(nationalRatingSchema.meta({ id: "NationalRating" })),
        heldBack: z.array(z.object({ ratingId: z.string(), faults: z.array(nationalFaultSchema) })),
        /** To ask for those after it; null: these were the last of the day. */
        next: z.string().nullable(),
      }),
    },
    ...refusedSignature,
  },
});
