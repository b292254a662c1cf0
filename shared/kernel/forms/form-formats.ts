import { format, type Schema } from "@cfworker/json-schema";
import { isNumberFormat, normalForms } from "#shared/kernel/identifiers/normal-forms.ts";
import { numberFaults } from "#shared/kernel/identifiers/number-formats.ts";
import { answeredFields, type Field } from "./answered-fields.ts";

// The validator looks formats up in this table of its own.
for (const [name, fault] of Object.entries(numberFaults))
  format[name] = (text) => typeof text !== "string" || fault(text) === undefined;

/** Answers with their numbers in the form in which they are kept: without spaces, half width, capitals. */
export function normalAnswers(form: Schema, answers: Record<string, unknown>): Record<string, unknown> {
  const normal = structuredClone(answers);
  for (const { field, value, steps } of answeredFields(form as Field, answers)) {
    if (typeof value !== "string" || !isNumberFormat(field.format)) continue;
    const [last = "", ...holders] = steps.toReversed();
    const holder = holders.reverse().reduce((part, step) => part[step] as Record<string, unknown>, normal);
    holder[last] = normalForms[field.format](value);
  }
  return normal;
}
