import type { Schema } from "@cfworker/json-schema";

/** A field of a form (JSON Schema 2020-12), with its notes that begin with `x-`. */
export type Field = Schema & { readonly [note: `x-${string}`]: unknown };

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Follows `#/$defs/...` as far as a form's own definitions go. */
export function resolved<Any extends Schema>(field: Any, form: Any): Any {
  const name = /^#\/\$defs\/(.+)$/.exec(field.$ref ?? "")?.[1];
  const target = name ? form.$defs?.[name] : undefined;
  return isObject(target) ? { ...resolved(target as Any, form), ...field } : field;
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

type Around = Omit<Answered, "field" | "value">;

/** Every answer with its field, groups and lists walked through; what a list holds as well. */
export function* answeredFields(form: Field, answers: unknown): Generator<Answered> {
  function* from(given: unknown, value: unknown, around: Around): Generator<Answered> {
    if (!isObject(given)) return;
    const { steps } = around;
    const field = resolved(given as Field, form);
    if (steps.length > 0) yield { field, value, ...around };
    if (Array.isArray(value))
      for (const [index, one] of value.entries())
        yield* from(field.items, one, { ...around, steps: [...steps, String(index)] });
    if (!isObject(value)) return;
    const group = isObject(field.properties) ? field.properties : {};
    for (const [name, one] of Object.entries(value))
      if (Object.hasOwn(group, name))
        yield* from(group[name], one, { steps: [...steps, name], group, answers: value });
  }
  yield* from(form, answers, { steps: [], group: {}, answers: {} });
}
