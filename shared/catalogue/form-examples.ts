import { type Questions, questionsAsked, withoutUnasked } from "./form-conditions.ts";

type Field = Questions & {
  type?: unknown;
  const?: unknown;
  enum?: readonly unknown[];
  examples?: readonly unknown[];
  minItems?: number;
  items?: unknown;
};

function exampleOf(field: Field): unknown {
  if (field.examples?.length) return field.examples[0];
  if (field.const !== undefined) return field.const;
  if (field.enum?.length) return field.enum[0];
  if (field.type === "boolean") return true;
  if (field.type === "object") return exampleAnswers(field);
  const entry = field.type === "array" ? exampleOf((field.items ?? {}) as Field) : undefined;
  return entry === undefined ? undefined : [entry];
}

/**
 * A form (JSON Schema) filled in as an example (样表): from each field's `examples`, the first of its options, and yes
 * where it asks yes or no. What has no example stays unanswered.
 */
export function exampleAnswers(form: Questions): Record<string, unknown> {
  const fields = (form.properties ?? {}) as Record<string, Field>;
  const answers: Record<string, unknown> = {};
  // One at a time, since each answer may ask for others or leave them out.
  for (;;) {
    const next = questionsAsked(form, answers)
      .filter(({ name }) => !(name in answers))
      .map(({ name }) => ({ name, example: exampleOf(fields[name] ?? {}) }))
      .find(({ example }) => example !== undefined);
    if (!next) return withoutUnasked(form, answers);
    answers[next.name] = next.example;
  }
}
