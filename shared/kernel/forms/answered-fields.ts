import type { Schema } from "@cfworker/json-schema";

/** A field of a form (JSON Schema 2020-12), with its notes that begin with `x-`. */
export type Field = Schema & { readonly [note: `x-${string}`]: unknown };

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Follows `#/$defs/...` as far as a form's own definitions go. */
export function resolved(field: Field, form: Field): Field {
  const name = /^#\/\$defs\/(.+)$/.exec(field.$ref ?? "")?.[1];
  const target = name ? form.$defs?.[name] : undefined;
  return isObject(target) ? { ...resolved(target as Field, form), ...field } : field;
}

export type Answered = {
  field: Field;
  value: unknown;
  /** From the whole of the answers to this one. */
  steps: string[];
  /** The group that it is in: its fields, and what was answered to them. */
  group: Record<string, unknown>;
  answers: Record<string, unknown>;
};

/** Every answer with its field, groups and lists walked through. */
export function* answeredFields(form: Field, answers: unknown): Generator<Answered> {
  function* below(given: unknown, value: unknown, steps: string[]): Generator<Answered> {
    if (!isObject(given)) return;
    const field = resolved(given as Field, form);
    if (Array.isArray(value))
      for (const [index, one] of value.entries()) yield* below(field.items, one, [...steps, String(index)]);
    if (!isObject(value)) return;
    const group = isObject(field.properties) ? field.properties : {};
    for (const [name, one] of Object.entries(value)) {
      const asked = Object.hasOwn(group, name) ? group[name] : undefined;
      if (!isObject(asked)) continue;
      const at = [...steps, name];
      yield { field: resolved(asked as Field, form), value: one, steps: at, group, answers: value };
      yield* below(asked, one, at);
    }
  }
  yield* below(form, answers, []);
}
