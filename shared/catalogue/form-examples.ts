import { answersAskedFor, type Questions, questionsToAsk } from "./form-conditions.ts";

type Field = Questions & {
  type?: unknown;
  const?: unknown;
  enum?: readonly unknown[];
  examples?: readonly unknown[];
  minItems?: number;
  items?: unknown;
  "x-day"?: unknown;
};

/** Days are reckoned from a day, yyyy-MM-dd; `isOpen` tells on which an office gives appointments. */
export type ExampleDay = { today: string; isOpen?: (day: string) => boolean };

const dayMs = 86_400_000;
const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
const isWeekday = (day: string): boolean => ![0, 6].includes(new Date(day).getUTCDay());

/** A day that lies ahead on the day on which the example is read, and not only when it was written. */
function dayAhead(kind: unknown, { today, isOpen = isWeekday }: ExampleDay): string | undefined {
  if (kind === "future") return daysAfter(today, 30);
  if (kind !== "appointment") return undefined;
  let day = daysAfter(today, 7);
  while (!isOpen(day)) day = daysAfter(day, 1);
  return day;
}

function exampleOf(field: Field, on: ExampleDay): unknown {
  const ahead = dayAhead(field["x-day"], on);
  if (ahead) return ahead;
  if (field.examples?.length) return field.examples[0];
  if (field.const !== undefined) return field.const;
  if (field.enum?.length) return field.enum[0];
  if (field.type === "boolean") return true;
  if (field.type === "object") return exampleAnswers(field, on);
  const entry = field.type === "array" ? exampleOf((field.items ?? {}) as Field, on) : undefined;
  return entry === undefined ? undefined : [entry];
}

/**
 * A form (JSON Schema) filled in as an example (样表): from each field's `examples`, the first of its options, and yes
 * where it asks yes or no. What has no example stays unanswered.
 */
export function exampleAnswers(form: Questions, on: ExampleDay): Record<string, unknown> {
  const fields = (form.properties ?? {}) as Record<string, Field>;
  const answers: Record<string, unknown> = {};
  // One at a time, since each answer may ask for others or leave them out.
  for (;;) {
    const next = questionsToAsk(form, answers)
      .filter(({ name }) => !(name in answers))
      .map(({ name }) => ({ name, example: exampleOf(fields[name] ?? {}, on) }))
      .find(({ example }) => example !== undefined);
    if (!next) return answersAskedFor(form, answers);
    answers[next.name] = next.example;
  }
}
