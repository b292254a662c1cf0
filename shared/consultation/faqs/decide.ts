import * as z from "zod";
import { workingDaysAfter } from "#shared/kernel/calendar/moment.ts";
import { type BodiesOf, decider } from "#shared/kernel/lifecycle/decide.ts";
import { lines } from "#shared/kernel/text.ts";
import { personalWordsIn } from "../personal-words.ts";
import { consultationPolicy as policy } from "../policy.ts";
import { lifecycle } from "./lifecycle.ts";
import { type Faq, faq, faqTexts } from "./record.ts";

const words = lines(2, 500);

/** What is read by everybody tells of nobody: all that looks personal is named at once. */
export function refusePersonalWords(
  texts: Partial<Record<keyof typeof faqTexts, string | undefined>>,
  context: z.RefinementCtx,
): void {
  for (const [field, text = ""] of Object.entries(texts)) {
    if (!(field in faqTexts)) continue;
    const found = personalWordsIn(text);
    if (found.length === 0) continue;
    const inLanguage = (language: "zh" | "en", by: string) => found.map((one) => one.text[language]).join(by);
    context.addIssue({
      code: "custom",
      path: [field],
      message: `含有个人信息（${inLanguage("zh", "、")}），请改写后再提交。|This tells of somebody (${inLanguage("en", ", ")}); please rewrite it.`,
    });
  }
}

/** What each action of a person asks for; `words` goes to the history. */
export const bodies = {
  confirm: z.strictObject({ words: words.optional() }),
  sendBack: z.strictObject({ words }),
  keep: z.strictObject({ words: words.optional() }),
  revise: z.strictObject(faqTexts).superRefine(refusePersonalWords),
  suspend: z.strictObject({ words }),
  withdraw: z.strictObject({ words }),
};
type Bodies = BodiesOf<typeof bodies> & { markToCheck: object; hide: object };

type Proposed = Pick<
  Faq,
  | "faqId"
  | "itemCode"
  | "itemVersion"
  | "department"
  | "question"
  | "answer"
  | "questionEn"
  | "answerEn"
  | "fromConsultation"
>;

export const propose = (
  proposed: Proposed,
  now: string,
  step: Pick<Faq["lastEvent"], "actor" | "trace" | "request">,
): Faq =>
  faq.first(
    { ...proposed, state: "proposed", proposedBy: step.actor.id, proposedAt: now },
    { event: "proposed", at: now, ...step },
  );

/** The next version of a published answer, or why not. */
export const decide = decider(
  faq,
  lifecycle,
)<Bodies>({
  confirm: (_before, _body, { id }, { now, itemVersion }) => ({
    confirmedBy: id,
    publishedAt: now,
    ...(itemVersion !== undefined && { itemVersion }),
  }),
  sendBack: () => ({}),
  // The version in force is read a moment old at times: never older than what the answer was marked for.
  keep: ({ newVersion = 0 }, _body, _actor, { itemVersion = 0 }) => ({
    checkBy: undefined,
    newVersion: undefined,
    itemVersion: Math.max(itemVersion, newVersion),
  }),
  revise: (_before, { question, answer, questionEn, answerEn }, { id }, { now }) => ({
    question,
    answer,
    questionEn,
    answerEn,
    proposedBy: id,
    proposedAt: now,
    confirmedBy: undefined,
    checkBy: undefined,
    newVersion: undefined,
  }),
  suspend: () => ({ checkBy: undefined, newVersion: undefined }),
  withdraw: () => ({}),
  markToCheck: ({ checkBy }, _body, _actor, moment) => ({
    newVersion: moment.itemVersion,
    checkBy: checkBy ?? workingDaysAfter(moment, policy.faqCheckDays),
  }),
  hide: () => ({ checkBy: undefined, newVersion: undefined }),
});
