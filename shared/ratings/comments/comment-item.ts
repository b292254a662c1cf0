import type { RatingId } from "#shared/ratings/rating.ts";
import { ratingPartition } from "#shared/ratings/rating-item.ts";
import { type Comment, commentSchema } from "./comments.ts";

export const commentKeyOf = (id: RatingId) => ({ pk: ratingPartition(id), sk: "COMMENT" });

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
