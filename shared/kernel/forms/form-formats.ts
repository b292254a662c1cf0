import { format, type Schema } from "@cfworker/json-schema";
import { isNumberFormat, normalForms } from "#shared/kernel/identifiers/normal-forms.ts";
import { numberFaults } from "#shared/kernel/identifiers/number-formats.ts";
import { type Field, isObject, resolved } from "./answered-fields.ts";

// The validator looks formats up in this table of its own.
for (const [name, fault] of Object.entries(numberFaults))
  format[name] = (text) => typeof text !== "string" || fault(text) === undefined;

function normalIn(given: unknown, value: unknown, root: Schema): unknown {
  if (!isObject(given)) return value;
  const schema = resolved(given as Field, root as Field);
  if (typeof value === "string")
    return isNumberFormat(schema.format) ? normalForms[schema.format](value) : value;
  if (Array.isArray(value)) return value.map((one) => normalIn(schema.items, one, root));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, normalIn(schema.properties?.[name], one, root)]),
  );
}

/** Answers with their numbers in the form in which they are kept: without spaces, half width, capitals. */
export const normalAnswers = (form: Schema, answers: Record<string, unknown>): Record<string, unknown> =>
  normalIn(form, answers, form) as Record<string, unknown>;
