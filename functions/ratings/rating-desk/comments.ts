import type { CasesPublic } from "#shared/cases/public.ts";
import { encodeCursor } from "#shared/kernel/aws/cursor.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import { httpProblems } from "#shared/kernel/http/problem.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { listComments, replyToComment, reviewComment } from "#shared/ratings/comments/comment-api.ts";
import type { Comment, CommentStore } from "#shared/ratings/comments/comments.ts";
import { redact } from "#shared/ratings/comments/redaction.ts";
import { ratingProblems } from "#shared/ratings/problems.ts";
import { isValid, type RatingId, ratingIdText } from "#shared/ratings/rating.ts";
import type { RatingStore } from "#shared/ratings/record.ts";

export type CommentDeps = {
  comments: CommentStore;
  store: Pick<RatingStore, "read">;
  cases: Pick<CasesPublic, "recordOf">;
  now: Clock;
};

const logs = defineLogs("ratingDesk", {
  commentReviewed: { level: "info", text: "a comment was reviewed" },
  commentReplied: { level: "info", text: "a department replied to a comment" },
});

/** 评价公开: people's own words go out once a person has read them, without anything personal. */
export function commentRoutes({ comments, store, cases, now }: CommentDeps): Route[] {
  const namesIn = async (caseNumber: string): Promise<string[]> => {
    const person = (await cases.recordOf(caseNumber))?.person;
    return [person?.applicant.name, person?.agent?.name].filter((name) => name !== undefined);
  };

  const waitingView = async (comment: Comment) => {
    const text = (await store.read(ratingIdText(comment)))?.rating?.comment ?? "";
    const { text: proposal, found } = redact(text, await namesIn(comment.caseNumber));
    const { department, itemCode, level, ratedAt } = comment;
    return {
      ratingId: ratingIdText(comment),
      department,
      itemCode,
      level,
      ratedAt,
      comment: text,
      proposal,
      found,
    };
  };

  const change = async (comment: Comment, to: Partial<Comment>): Promise<Comment> => {
    const next = { ...comment, ...to, version: comment.version + 1 };
    if (!(await comments.write(next))) throw ratingProblems.changedMeanwhile();
    return next;
  };

  const existing = async (id: RatingId): Promise<Comment> => {
    const comment = await comments.get(id);
    if (!comment) throw ratingProblems.commentNotFound();
    return comment;
  };

  /** @throws Problem naming every kind of personal data that the text still has */
  const requireImpersonal = async (text: string, caseNumber: string): Promise<void> => {
    const { found } = redact(text, await namesIn(caseNumber));
    if (found.length === 0) return;
    throw httpProblems.invalidRequest({
      facts: { count: found.length },
      errors: found.map((kind) => ({
        path: "body/text",
        code: "personal",
        message: { zh: `文字中仍有个人信息：${kind}。`, en: `The text still has personal data: ${kind}.` },
      })),
    });
  };

  return [
    route(listComments)(async ({ query: { cursor, limit } }) => {
      const page = await comments.list("waiting", cursor, limit);
      const items = await Promise.all(page.items.map(waitingView));
      return { status: 200, body: { items, nextCursor: encodeCursor(page.next) } };
    }),

    route(reviewComment)(async ({ path: { ratingId }, body, caller }) => {
      const comment = await existing(ratingId);
      const record = await store.read(ratingIdText(ratingId));
      if (body.decision === "published") {
        if (!record || !isValid(record)) throw ratingProblems.commentNotPublishable();
        await requireImpersonal(body.text, comment.caseNumber);
      }
      const { why: _why, ...before } = comment;
      await change(before, {
        state: body.decision,
        reviewedBy: caller.id,
        reviewedAt: now(),
        ...(body.decision === "published" ? { text: body.text } : { why: body.reason }),
      });
      log(logs.commentReviewed, { ...ratingId, decision: body.decision, by: caller.id });
      return { status: 200, body: { ratingId: ratingIdText(ratingId), state: body.decision } };
    }),

    route(replyToComment)(async ({ path: { ratingId }, body: { text }, caller }) => {
      const comment = await existing(ratingId);
      if (comment.department !== caller.department) throw ratingProblems.commentNotFound();
      if (comment.state !== "published") throw ratingProblems.commentNotPublished();
      await requireImpersonal(text, comment.caseNumber);
      await change(comment, { reply: { text, by: caller.id, at: now() } });
      log(logs.commentReplied, { ...ratingId, by: caller.id });
      return { status: 200, body: { ratingId: ratingIdText(ratingId), state: comment.state } };
    }),
  ];
}
