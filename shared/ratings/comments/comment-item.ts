import { type RatingId, ratingIdText } from "#shared/ratings/rating.ts";
import { rating } from "#shared/ratings/record.ts";
import { type Comment, commentSchema } from "./comments.ts";

export const commentKeyOf = (id: RatingId) => ({
  pk: rating.keyOf(ratingIdText(id)).pk,
  sk: "COMMENT",
});

export const commentList = (state: "waiting" | "published"): string => `COMMENTS#${state}`;

export const toCommentItem = (comment: Comment): Record<string, unknown> => ({
  ...commentKeyOf(comment),
  ...(comment.state !== "withheld" && {
    listKey: commentList(comment.state),
    listSort: comment.reviewedAt ?? comment.ratedAt,
  }),
  ...comment,
});

/** @throws ZodError when the table holds what we did not write */
export function fromCommentItem(item: Record<string, unknown>): Comment {
  const { pk: _pk, sk: _sk, listKey: _key, listSort: _sort, ...comment } = item;
  return commentSchema.parse(comment);
}
