import type { Schema } from "@cfworker/json-schema";
import { questionsToAsk } from "#shared/catalogue/form-conditions.ts";

export { resolved } from "#shared/kernel/forms/answered-fields.ts";

export type Answers = Record<string, unknown>;
type Note = { "x-title-en"?: string; "x-enum-en"?: string[] };
export type FormSchema = Schema & Note;

export const titleIn = (schema: FormSchema, language: string): string =>
  (language.startsWith("zh") ? undefined : schema["x-title-en"]) ?? schema.title ?? "";

export const optionsIn = (schema: FormSchema, language: string): { value: string; label: string }[] =>
  (schema.enum ?? []).map((value, index) => ({
    value: String(value),
    label: (language.startsWith("zh") ? undefined : schema["x-enum-en"]?.[index]) ?? String(value),
  }));

export const fieldsOf = (schema: FormSchema): [string, FormSchema][] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
    typeof field === "object" ? [[name, field as FormSchema]] : [],
  );

/** The fields that go with the answers so far, in their order. */
export const askedFields = (
  schema: FormSchema,
  answers: Answers,
): { name: string; field: FormSchema; required: boolean }[] => {
  const fields = new Map(fieldsOf(schema));
  return questionsToAsk(schema, answers).flatMap((question) => {
    const field = fields.get(question.name);
    return field ? [{ ...question, field }] : [];
  });
};

/** An answer as it is shown on a review page, in lists and in print. */
export function answerIn(
  schema: FormSchema,
  value: unknown,
  language: string,
  yes: string,
  no: string,
): string {
  if (value === undefined || value === null || value === "") return "—";
  if (typeof value === "boolean") return value ? yes : no;
  if (Array.isArray(value)) {
    const items = (schema.items ?? {}) as FormSchema;
    return value
      .map((one) => answerIn(items, one, language, yes, no))
      .join(language.startsWith("zh") ? "、" : ", ");
  }
  if (typeof value === "object")
    return fieldsOf(schema)
      .map(
        ([name, field]) =>
          `${titleIn(field, language)} ${answerIn(field, (value as Answers)[name], language, yes, no)}`,
      )
      .join("; ");
  return optionsIn(schema, language).find((option) => option.value === value)?.label ?? String(value);
}
