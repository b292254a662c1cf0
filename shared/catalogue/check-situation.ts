import type { SituationAnswers } from "#shared/kernel/forms/situation-answers.ts";
import type { ServiceItem } from "./item.ts";
import type { Condition, Situation, SituationOutcome } from "./item-situation.ts";
import type { Finding } from "./problem-messages.ts";
import { findingIf, type Rule, rule } from "./rule.ts";
import { questionsAsked, unsure } from "./situation.ts";

/** More than that nobody would read, and a reviewer could not check. */
const mostPaths = 10_000;

/** Every way through the questions in which all are answered, nobody being unsure. */
export function pathsOf(situation: Situation): SituationAnswers[] {
  const whole: SituationAnswers[] = [];
  const walk = (answers: SituationAnswers): void => {
    if (whole.length > mostPaths) return;
    const question = questionsAsked(situation, answers).find(({ id }) => answers[id] === undefined);
    if (!question) {
      whole.push(answers);
      return;
    }
    for (const { value } of question.options) walk({ ...answers, [question.id]: value });
  };
  walk({});
  return whole;
}

/** A path in words that whoever keeps the catalogue can follow. */
const wordsOf = (answers: SituationAnswers): string =>
  Object.entries(answers)
    .map(([id, value]) => `${id}=${value}`)
    .join(", ");

const fits = (condition: Condition, answers: SituationAnswers): boolean =>
  Object.entries(condition).every(([id, values]) => values.includes(answers[id] ?? ""));
const leadsTo = ({ when }: SituationOutcome, answers: SituationAnswers): boolean =>
  when.some((condition) => fits(condition, answers));

/** Everything that an outcome does, without what it is called and when it comes. */
const effectOf = ({ id: _id, name: _name, when: _when, ...effect }: SituationOutcome): string =>
  JSON.stringify(effect);

const twice = (values: readonly string[]): string[] => [
  ...new Set(values.filter((value, index) => values.indexOf(value) < index)),
];

/** Conditions that ask for a question or answer that is not there, or is not yet when they are looked at. */
function conditionFindings({ questions, outcomes }: Situation): Finding[] {
  const unknown = (condition: Condition, before: Situation["questions"]): string[] =>
    Object.entries(condition).flatMap(([id, values]) => {
      const options = before.find((question) => question.id === id)?.options.map(({ value }) => value);
      return values.filter((value) => !options?.includes(value)).map((value) => `${id}=${value}`);
    });
  return [
    ...questions.flatMap(({ askWhen }, index) =>
      (askWhen ? unknown(askWhen, questions.slice(0, index)) : []).map(
        (detail): Finding => ({
          column: `situation.questions.${index}.askWhen`,
          code: "situation-condition-unknown",
          detail,
        }),
      ),
    ),
    ...outcomes.flatMap(({ when }, index) =>
      when
        .flatMap((condition) => unknown(condition, questions))
        .map(
          (detail): Finding => ({
            column: `situation.outcomes.${index}.when`,
            code: "situation-condition-unknown",
            detail,
          }),
        ),
    ),
  ];
}

/** Every path has to end in one situation, and every question and situation on some path. */
function pathFindings(situation: Situation): Finding[] {
  const { questions, outcomes } = situation;
  const paths = pathsOf(situation);
  if (paths.length > mostPaths)
    return [{ column: "situation.questions", code: "situation-too-many", detail: `${mostPaths}` }];
  const ends = paths.map((answers) => ({
    answers,
    ids: outcomes.filter((outcome) => leadsTo(outcome, answers)).map(({ id }) => id),
  }));
  const gap = ends.find(({ ids }) => ids.length === 0);
  const clash = ends.find(({ ids }) => ids.length > 1);
  return [
    ...(gap
      ? [{ column: "situation.outcomes", code: "situation-gap", detail: wordsOf(gap.answers) } as const]
      : []),
    ...(clash
      ? [
          {
            column: "situation.outcomes",
            code: "situation-clash",
            detail: `${clash.ids.join(", ")} (${wordsOf(clash.answers)})`,
          } as const,
        ]
      : []),
    ...questions.flatMap(({ id }, index) =>
      findingIf(!paths.some((answers) => id in answers), {
        column: `situation.questions.${index}`,
        code: "situation-unreachable",
        detail: id,
      }),
    ),
    ...outcomes.flatMap(({ id }, index) =>
      findingIf(!ends.some(({ ids }) => ids.includes(id)), {
        column: `situation.outcomes.${index}`,
        code: "situation-unreachable",
        detail: id,
      }),
    ),
  ];
}

function situationFindings(
  situation: Situation,
  { materials, form, fee }: Pick<ServiceItem, "materials" | "form" | "fee">,
) {
  const { questions, outcomes } = situation;
  const known = new Set(materials.map(({ materialId }) => materialId));
  const charges = new Set(fee.items.map(({ feeId }) => feeId));
  const fields = new Set(Object.keys(form.properties ?? {}));
  const named: Finding[] = [
    ...twice(questions.map(({ id }) => id)).map((detail) => ({ column: "situation.questions", detail })),
    ...questions.flatMap(({ options }, index) =>
      twice([unsure, ...options.map(({ value }) => value)]).map((detail) => ({
        column: `situation.questions.${index}.options`,
        detail,
      })),
    ),
    ...twice(outcomes.map(({ id }) => id)).map((detail) => ({ column: "situation.outcomes", detail })),
  ].map((finding) => ({ ...finding, code: "list-duplicate" }));
  const conditions = conditionFindings(situation);
  const twins = outcomes.flatMap((outcome, index) => {
    const same = outcomes.findIndex((other) => effectOf(other) === effectOf(outcome));
    return findingIf(same < index, {
      column: `situation.outcomes.${index}`,
      code: "situation-twin",
      detail: `${outcomes[same]?.id}, ${outcome.id}`,
    });
  });
  return [
    ...named,
    ...conditions,
    ...twins,
    ...outcomes.flatMap((outcome, index) => [
      ...outcome.materials
        .filter(({ materialId }) => !known.has(materialId))
        .map(
          ({ materialId }): Finding => ({
            column: `situation.outcomes.${index}.materials`,
            code: "situation-material-unknown",
            detail: materialId,
          }),
        ),
      ...(outcome.fees ?? [])
        .filter((feeId) => !charges.has(feeId))
        .map(
          (detail): Finding => ({
            column: `situation.outcomes.${index}.fees`,
            code: "situation-fee-unknown",
            detail,
          }),
        ),
      ...[...(outcome.form?.leaveOut ?? []), ...(outcome.form?.require ?? [])]
        .filter((field) => !fields.has(field))
        .map(
          (detail): Finding => ({
            column: `situation.outcomes.${index}.form`,
            code: "situation-field-unknown",
            detail,
          }),
        ),
    ]),
    // Paths can be walked only where every condition speaks of something.
    ...(named.length + conditions.length === 0 ? pathFindings(situation) : []),
  ];
}

export const situationRules: Rule[] = [
  rule(["situation", "materials", "form", "fee"], ({ situation, ...item }) =>
    situation ? situationFindings(situation, item) : [],
  ),
];
