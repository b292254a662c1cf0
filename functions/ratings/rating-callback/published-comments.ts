import { encodeCursor } from "#shared/kernel/aws/cursor.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import { listPublishedComments } from "#shared/ratings/api.ts";
import { type Comment, type CommentStore, publishedComments } from "#shared/ratings/comments/comments.ts";

export type PublishedDeps = { comments: Pick<CommentStore, "list"> };

/** What supervisors let out of what people wrote, with the departments' replies. */
export const publishedCommentsRoute = ({ comments }: PublishedDeps): Route =>
  route(listPublishedComments)(async ({ query: { department, item, cursor, limit } }) => {
    const how = { limit, ...(cursor && { cursor }), newestFirst: true };
    const page = await (item
      ? comments.list("publishedByItem", item, how)
      : department
        ? comments.list("publishedByDepartment", department, how)
        : comments.list("comments", publishedComments, how));
    // An item is one department's: it has all of the page or nothing.
    const items = page.items.filter((comment) => !department || comment.department === department);
    return {
      status: 200,
      body: {
        items: items.map(viewOf),
        nextCursor: encodeCursor(items.length > 0 ? page.next : undefined),
      },
      headers: { "cache-control": "public, max-age=60" },
    };
  });

const viewOf = ({ department, itemCode, stage, level, ratedAt, text = "", reply }: Comment) => ({
  department,
  itemCode,
  stage,
  level,
  day: dayOf(ratedAt),
  text,
  ...(reply && { reply: { text: reply.text, at: reply.at } }),
});
