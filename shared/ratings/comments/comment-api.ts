import * as z from "zod";
import { actionContracts, getContract, listContract } from "#shared/kernel/http/record-contracts.ts";
import { ratingIdSchema } from "#shared/ratings/input.ts";
import { comment } from "./comments.ts";
import { bodies } from "./decide.ts";
import { lifecycle } from "./lifecycle.ts";

export const listedFields = comment.schema.pick({
  ratingId: true,
  version: true,
  department: true,
  itemCode: true,
  level: true,
  ratedAt: true,
});
export const commentFields = listedFields.extend(
  comment.schema.pick({ state: true, text: true, reply: true }).shape,
);
const view = commentFields.extend({ allowedActions: z.array(z.string()) }).meta({ id: "RatingComment" });

const api = {
  plural: "rating-comments",
  id: "ratingId",
  idSchema: ratingIdSchema,
  what: { zh: "评价内容", en: "a comment" },
  readers: ["clerk", "reviewer", "supervisor"],
  opens: "ratingComment",
  view,
} as const;

export const listComments = listContract(api, {
  summary: { zh: "待审核的评价内容", en: "Comments to review" },
  description: "oldest first, each with a proposal without what looks personal",
  roles: ["supervisor"],
  query: {},
  row: listedFields.extend({ comment: z.string(), proposal: z.string(), found: z.array(z.string()) }),
});

/** Of the caller's department; of any for supervisors. */
export const getComment = getContract(api, view);

/** `publish` shows a text at once, `withhold` takes it back for good; `reply` takes the place of the one before. */
export const commentActions = actionContracts(api, lifecycle, bodies);
