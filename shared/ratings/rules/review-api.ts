import * as z from "zod";
import { ratingChannels, ratingStages, satisfactionLevels } from "#events/rating.ts";
import { defineRoute, pageOf } from "#shared/kernel/http/contract.ts";
import { page, ratingPath, reason, supervisor, turn } from "#shared/ratings/input.ts";

export const listSetApart = defineRoute({
  method: "GET",
  path: "/v1/ratings/set-apart",
  summary: { zh: "待核查的评价", en: "Ratings that were set apart" },
  tag: "rating desk",
  access: supervisor,
  query: page,
  answers: {
    200: {
      description: "oldest first, each with what the rules have against it; who rated is not told",
      schema: pageOf(
        z.object({
          ratingId: z.string(),
          caseNumber: z.string(),
          stage: z.enum(ratingStages),
          turn,
          department: z.string(),
          itemCode: z.string(),
          level: z.enum(satisfactionLevels),
          channel: z.enum(ratingChannels),
          ratedAt: z.iso.datetime(),
          deviceId: z.string().optional(),
          window: z.string().optional(),
          clerkId: z.string().optional(),
          issuerId: z.string().optional(),
          reasons: z.array(z.object({ rule: z.string(), says: z.string() })),
        }),
      ),
    },
  },
});

export const reviewSetApart = defineRoute({
  method: "POST",
  path: "/v1/ratings/{ratingId}/review",
  summary: { zh: "核查评价", en: "Release or dismiss a rating that was set apart" },
  tag: "rating desk",
  access: supervisor,
  pathParameters: ratingPath,
  body: z.strictObject({ decision: z.enum(["released", "dismissed"]), reason }),
  answers: {
    200: {
      description: "decided, for good; the same for a repeat",
      schema: z.object({ ratingId: z.string(), state: z.enum(["released", "dismissed"]) }),
    },
    404: { description: "no such rating" },
    409: { description: "it is not set apart, or was decided otherwise" },
  },
});
