import { guide, type ServiceItem, unsure } from "#shared/catalogue/public.ts";
import type { SituationAnswers } from "#shared/kernel/forms/situation-answers.ts";
import { errorIf, fieldError } from "#shared/kernel/http/field-error.ts";
import type { FieldError } from "#shared/kernel/http/problem.ts";

const texts = {
  unknown: {
    zh: "此事项没有这个情形问题，或者问题没有这个选项。",
    en: "The item has no such question about your situation, or no such answer to it.",
  },
  unanswered: {
    zh: "请回答这个情形问题；不清楚的，选“不清楚”。",
    en: "Please answer this question about your situation; if you do not know, choose “Not sure”.",
  },
};

/** Answers that are none, and the question that is still open. Nobody has to answer: then the whole item is asked for. */
export function checkSituation(
  { situation }: ServiceItem,
  answers: SituationAnswers | undefined,
): FieldError[] {
  if (!answers) return [];
  const questions = situation?.questions ?? [];
  const unknown = Object.entries(answers).flatMap(([id, value]) => {
    const options = questions.find((question) => question.id === id)?.options.map((option) => option.value);
    const isKnown = options?.includes(value) || (options !== undefined && value === unsure);
    return errorIf(!isKnown, ["situation", id], "unknown", texts.unknown);
  });
  if (!situation || unknown.length > 0) return unknown;
  const guided = guide(situation, answers);
  return guided.kind === "next"
    ? [fieldError(["situation", guided.question.id], "required", texts.unanswered)]
    : [];
}
