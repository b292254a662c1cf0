import * as z from "zod";
import { endOfDay } from "#shared/kernel/calendar/working-days.ts";
import { type BodiesOf, decider } from "#shared/kernel/lifecycle/decide.ts";
import { lines } from "#shared/kernel/text.ts";
import { type Content, contentSchema } from "./content.ts";
import { lifecycle } from "./lifecycle.ts";
import { type Policy, policy } from "./policy.ts";
import { asksOf } from "./rule/rule.ts";

const words = lines(2, 500);

/** What each action of a person asks for; `words` goes to the history. */
export const bodies = {
  rewrite: z.strictObject({ content: contentSchema }),
  propose: z.strictObject({ words: words.optional() }),
  publish: z.strictObject({ words: words.optional() }),
  sendBack: z.strictObject({ words }),
  revise: z.strictObject({ words: words.optional() }),
  withdraw: z.strictObject({ words }),
};
type Bodies = BodiesOf<typeof bodies> & { end: object; endEdition: object };

const written = (content: Content, by: string, at: string) => ({
  draft: content,
  title: content.title.zh,
  writtenBy: by,
  writtenAt: at,
});

export const draft = (
  made: { policyId: string; department: string; content: Content },
  now: string,
  step: Pick<Policy["lastEvent"], "actor" | "trace" | "request">,
): Policy =>
  policy.first(
    {
      policyId: made.policyId,
      department: made.department,
      state: "drafted",
      editions: 0,
      ...written(made.content, step.actor.id, now),
    },
    { event: "drafted", at: now, ...step },
  );

const hidden = { edition: undefined, endsAt: undefined };

/** The next version of a policy, or why not. */
export const decide = decider(
  policy,
  lifecycle,
)<Bodies>({
  rewrite: (_before, { content }, { id }, { now }) => written(content, id, now),
  propose: () => ({}),
  publish: ({ draft: content, editions }, _body, { id }, { now, sentences = [] }) => {
    if (!content) throw new Error("a policy is published without anything written");
    return {
      live: { ...content, sentences },
      draft: undefined,
      asks: asksOf(content.rule, content.apply?.itemCode),
      edition: editions + 1,
      editions: editions + 1,
      checkedBy: id,
      publishedAt: now,
      endsAt: content.until && endOfDay(content.until),
    };
  },
  sendBack: () => ({}),
  revise: ({ live }, _body, { id }, { now }) => {
    if (!live) throw new Error("a policy is revised that was never published");
    const { sentences: _said, ...content } = live;
    return written(content, id, now);
  },
  withdraw: () => ({ ...hidden, draft: undefined }),
  end: () => hidden,
  endEdition: () => hidden,
});
