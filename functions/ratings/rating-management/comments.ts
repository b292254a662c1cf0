import type { CasesPublic } from "#shared/cases/public.ts";
import type { Route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { actionRoutes } from "#shared/kernel/http/record-actions.ts";
import { getRoute, listRoute, ofOwnDepartment } from "#shared/kernel/http/record-routes.ts";
import * as api from "#shared/ratings/comments/comment-api.ts";
import { type Comment, waitingComments } from "#shared/ratings/comments/comments.ts";
import { decide } from "#shared/ratings/comments/decide.ts";
import { lifecycle } from "#shared/ratings/comments/lifecycle.ts";
import { redact } from "#shared/ratings/comments/redaction.ts";
import type { RatingDeps } from "#shared/ratings/dynamodb-ratings.ts";
import { isValid } from "#shared/ratings/rating.ts";

export type CommentDeps = Pick<RatingDeps, "comments" | "store" | "now"> & {
  cases: Pick<CasesPublic, "recordOf">;
};

/** 评价公开: people's own words go out once a person has read them, without anything personal. */
export function commentRoutes({ comments, store, cases, now }: CommentDeps): Route[] {
  const { read, write } = comments;
  const resource = { store: { read, write }, mayRead: ofOwnDepartment<Comment> };
  const namesIn = async (caseNumber: string): Promise<string[]> => {
    const person = (await cases.recordOf(caseNumber))?.person;
    return [person?.applicant.name, person?.agent?.name].filter((name) => name !== undefined);
  };
  const isCounted = async ({ ratingId }: Comment): Promise<boolean> => {
    const record = await store.read(ratingId);
    return record !== undefined && isValid(record);
  };

  const view = async (comment: Comment, { role, id }: Caller) => {
    const around = { now: now(), counts: await isCounted(comment), names: [] };
    return {
      ...api.commentFields.parse(comment),
      allowedActions: lifecycle.allowedActions(comment, { role, id }, around),
    };
  };

  return [
    listRoute(
      api.listComments,
      ({ query }) => comments.list("comments", waitingComments, query),
      async (listed) => {
        const comment = (await store.read(listed.ratingId))?.rating.comment ?? "";
        const { text: proposal, found } = redact(comment, await namesIn(listed.caseNumber));
        return { ...api.listedFields.parse(listed), comment, proposal, found };
      },
    ),
    getRoute(api.getComment, resource, (comment, { caller }) => view(comment, caller)),
    ...actionRoutes(api.commentActions, {
      resource,
      decide,
      around: async (comment) => ({
        now: now(),
        counts: await isCounted(comment),
        names: await namesIn(comment.caseNumber),
      }),
      view,
    }),
  ];
}
