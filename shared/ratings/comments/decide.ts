import * as z from "zod";
import { httpProblems } from "#shared/kernel/http/problem.ts";
import { type BodiesOf, decider } from "#shared/kernel/lifecycle/decide.ts";
import { lines } from "#shared/kernel/text.ts";
import { reason } from "#shared/ratings/input.ts";
import { ratingIdText } from "#shared/ratings/rating.ts";
import type { RatingRecord } from "#shared/ratings/record.ts";
import { type Comment, comment, publicTextLimit } from "./comments.ts";
import { lifecycle } from "./lifecycle.ts";
import { redact } from "./redaction.ts";

const text = lines(0, publicTextLimit);

/** What each action asks for; a reply takes the place of the one before. */
export const bodies = {
  publish: z.strictObject({ text: text.min(1) }),
  withhold: z.strictObject({ words: reason }),
  reply: z.strictObject({ text: text.min(2) }),
};
type Bodies = BodiesOf<typeof bodies>;

/** The comment of a rating that counts. */
export const openComment = (record: RatingRecord, moment: { at: string; trace: string }): Comment =>
  comment.first(
    {
      ratingId: ratingIdText(record),
      caseNumber: record.caseNumber,
      stage: record.stage,
      turn: record.turn,
      department: record.invitation.department,
      itemCode: record.invitation.itemCode,
      level: record.rating.level,
      ratedAt: record.rating.ratedAt,
      state: "waiting",
      listedAt: record.rating.ratedAt,
    },
    { event: "opened", ...moment, actor: { role: "system", id: "ratings" } },
  );

/** The next version of a comment, or why not. @throws Problem that names what a text still has of people */
export const decide = decider(
  comment,
  lifecycle,
)<Bodies>({
  publish: (_comment, { text }, { id }, { now, names }) => ({
    text: impersonal(text, names),
    publishedBy: id,
    listedAt: now,
  }),
  withhold: () => ({ text: undefined, reply: undefined }),
  reply: (_comment, { text }, { id }, { now, names }) => ({
    reply: { text: impersonal(text, names), by: id, at: now },
  }),
});

function impersonal(text: string, names: readonly string[]): string {
  const { found } = redact(text, names);
  if (found.length === 0) return text;
  throw httpProblems.invalidRequest({
    facts: { count: found.length },
    errors: found.map((kind) => ({
      path: "body/text",
      code: "personal",
      message: { zh: `文字中仍有个人信息：${kind}。`, en: `The text still has personal data: ${kind}.` },
    })),
  });
}
