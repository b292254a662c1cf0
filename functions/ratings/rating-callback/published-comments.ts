import { encodeCursor } from "#shared/kernel/aws/cursor.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import { listPublishedComments } from "#shared/ratings/api.ts";
import { type Comment, type CommentStore, publishedComments } from "#shared/ratings/comments/comments.ts";

export type PublishedDeps = { comments: Pick<CommentStore, "list"> };

/** What supervisors let out of what people wrote, with the departments' replies. */
export const publishedCommentsRoute = ({ comments }: PublishedDeps): Route =>
  route(listPublishedComments)(async ({ query: { department, item, ...query } }) => {
    const page = await comments.list("comments", publishedComments, { ...query, newestFirst: true });
    const asked = ({ department: of, itemCode }: Comment): boolean =>
      (!department || of === department) && (!item || itemCode === item);
    return {
      status: 200,
      body: { items: page.items.filter(asked).map(viewOf), nextCursor: encodeCursor(page.next) },
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
