import * as z from "zod";
import { satisfactionLevels } from "#events/rating.ts";
import { defineRoute, pageOf } from "#shared/kernel/http/contract.ts";
import { atWindow, page, ratingPath, reason, supervisor } from "#shared/ratings/input.ts";
import { publicTextLimit } from "./comments.ts";

export const listComments = defineRoute({
  method: "GET",
  path: "/v1/rating-comments",
  summary: { zh: "待审核的评价内容", en: "Comments to review" },
  tag: "rating desk",
  access: supervisor,
  query: page,
  answers: {
    200: {
      description: "oldest first, each with a proposal without what looks personal",
      schema: pageOf(
        z.object({
          ratingId: z.string(),
          department: z.string(),
          itemCode: z.string(),
          level: z.enum(satisfactionLevels),
          ratedAt: z.iso.datetime(),
          comment: z.string(),
          proposal: z.string(),
          found: z.array(z.string()),
        }),
      ),
    },
  },
});

const reviewed = z.object({ ratingId: z.string(), state: z.enum(["published", "withheld"]) });

export const reviewComment = defineRoute({
  method: "POST",
  path: "/v1/rating-comments/{ratingId}/review",
  summary: { zh: "审核评价内容", en: "Publish a comment, or withhold it" },
  tag: "rating desk",
  access: supervisor,
  pathParameters: ratingPath,
  body: z.discriminatedUnion("decision", [
    z.strictObject({
      decision: z.literal("published"),
      text: z.string().trim().min(1).max(publicTextLimit),
    }),
    z.strictObject({ decision: z.literal("withheld"), reason }),
  ]),
  answers: {
    200: { description: "decided; published ones can still be withheld", schema: reviewed },
    404: { description: "no such comment" },
    409: { description: "its rating does not count, or somebody else was faster" },
  },
});

export const replyToComment = defineRoute({
  method: "POST",
  path: "/v1/rating-comments/{ratingId}/reply",
  summary: { zh: "部门回复评价", en: "Reply to a published comment" },
  tag: "rating desk",
  access: atWindow,
  pathParameters: ratingPath,
  body: z.strictObject({ text: z.string().trim().min(2).max(publicTextLimit) }),
  answers: {
    200: { description: "public at once; a new reply takes the place of the old one", schema: reviewed },
    404: { description: "no such comment of your department" },
    409: { description: "the comment is not published, or somebody else was faster" },
  },
});
