import { dereference, type Schema, Validator } from "@cfworker/json-schema";
import * as z from "zod";
import { stepsOf } from "#shared/kernel/http/validation.ts";
import "#shared/kernel/forms/form-formats.ts";
import { type Field, isObject } from "#shared/kernel/forms/answered-fields.ts";
import { looksPersonal, saidPersonal } from "#shared/kernel/forms/personal-fields.ts";
import { formMetaSchema } from "./form-meta-schema.ts";
import type { Finding } from "./problem-messages.ts";

const metaValidator = new Validator(formMetaSchema, "2020-12", false);

const isBelow = (place: string, outer: string): boolean =>
  outer === "" ? place !== "" : place.startsWith(`${outer}.`);
const columnOf = (path: string): string => (path === "" ? "form" : `form.${path}`);

/** Every object in the form that has `properties`, with its path. A form's fields may be nested or in branches. */
function* objectsOf(value: unknown, path: string[] = []): Generator<[Record<string, unknown>, string[]]> {
  if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) yield* objectsOf(entry, [...path, String(index)]);
  } else if (isObject(value)) {
    // A field may itself be called "properties"; its parent then holds fields, not keywords.
    const parentIsMap = ["properties", "$defs", "patternProperties"].includes(path.at(-1) ?? "");
    if (!parentIsMap && isObject(value.properties)) yield [value, path];
    for (const [key, entry] of Object.entries(value))
      if (key !== "const" && key !== "enum" && key !== "default") yield* objectsOf(entry, [...path, key]);
  }
}

/** Branches of `if`/`then` and the like only narrow fields that have their titles where they are defined. */
const inBranch = (path: string[]): boolean =>
  path.some((step) =>
    ["if", "then", "else", "not", "allOf", "anyOf", "oneOf", "dependentSchemas"].includes(step),
  );

const isDate = (field: unknown): boolean => isObject(field) && field.format === "date";

/** What is asked of a day but cannot be checked. */
function isDayUnclear(field: Record<string, unknown>, fields: Record<string, unknown>): boolean {
  const { "x-day": kind, "x-not-before": other } = field;
  if (kind === undefined && other === undefined) return false;
  const isKind = kind === undefined || ["past", "future", "appointment"].includes(String(kind));
  return !isDate(field) || !isKind || (other !== undefined && !isDate(fields[String(other)]));
}

/** Neither what it tells of a person nor that it tells nothing. */
function isPersonUnsaid(field: Field): boolean {
  const { "x-personal": said } = field;
  if (said === undefined) return looksPersonal(field) !== undefined;
  return said !== false && saidPersonal(field) === undefined;
}

function fieldFindings(form: Schema): Finding[] {
  const findings: Finding[] = [];
  for (const [object, path] of objectsOf(form)) {
    if (inBranch(path)) continue;
    const fields = object.properties as Record<string, unknown>;
    for (const [name, field] of Object.entries(fields)) {
      if (!isObject(field)) continue;
      if (!field.title || !field["x-title-en"])
        findings.push({ column: columnOf([...path, "properties", name].join(".")), code: "form-untitled" });
      if (isPersonUnsaid(field as Field))
        findings.push({
          column: columnOf([...path, "properties", name].join(".")),
          code: "form-personal-unsaid",
        });
      if (isDayUnclear(field, fields))
        findings.push({
          column: columnOf([...path, "properties", name].join(".")),
          code: "form-day-unclear",
        });
      for (const example of Array.isArray(field.examples) ? field.examples : [])
        if (!field.$ref && !new Validator(field as Schema, "2020-12", true).validate(example).valid)
          findings.push({
            column: columnOf([...path, "properties", name, "examples"].join(".")),
            code: "form-example-wrong",
            detail: String(example),
          });
    }
    for (const name of Array.isArray(object.required) ? object.required : [])
      if (!Object.hasOwn(fields, String(name)))
        findings.push({
          column: columnOf([...path, "required"].join(".")),
          code: "form-required-unknown",
          detail: String(name),
        });
  }
  return findings;
}

const branchShape = z.strictObject({
  required: z.array(z.string()).optional(),
  properties: z.record(z.string(), z.literal(false)).optional(),
});

/** A condition that the pages can follow: `if` some answers are these, `then` and `else` ask for others or leave them out. */
const conditionShape = z.strictObject({
  if: z.strictObject({
    properties: z.record(
      z.string(),
      z.union([
        z.strictObject({ const: z.unknown() }),
        z.strictObject({ enum: z.array(z.unknown()).min(1) }),
        z.strictObject({ contains: z.strictObject({ enum: z.array(z.unknown()).min(1) }) }),
      ]),
    ),
    required: z.array(z.string()),
  }),
  // biome-ignore lint/suspicious/noThenProperty: it is JSON Schema's own word
  then: branchShape.optional(),
  else: branchShape.optional(),
});

/** Conditions that a page could not follow, or that speak of questions which the form does not have. */
function conditionFindings(form: Schema): Finding[] {
  const findings: Finding[] = [];
  for (const [object, path] of objectsOf(form)) {
    if (inBranch(path)) continue;
    const names = new Set(Object.keys(object.properties as object));
    for (const [index, rule] of (Array.isArray(object.allOf) ? object.allOf : []).entries()) {
      const column = columnOf([...path, "allOf", String(index)].join("."));
      const { data } = conditionShape.safeParse(rule);
      if (!data) {
        findings.push({ column, code: "form-condition-unclear" });
        continue;
      }
      const { if: condition, then: met, else: otherwise } = data;
      const asked = Object.keys(condition.properties);
      // Without it an answer that is not there would meet the condition.
      if (asked.some((name) => !condition.required.includes(name)))
        findings.push({ column, code: "form-condition-unclear" });
      const named = [met, otherwise].flatMap((branch) => [
        ...(branch?.required ?? []),
        ...Object.keys(branch?.properties ?? {}),
      ]);
      for (const detail of new Set([...asked, ...condition.required, ...named]))
        if (!names.has(detail)) findings.push({ column, code: "form-required-unknown", detail });
    }
  }
  return findings;
}

/** References that lead nowhere. The meta-schema cannot see them, and the validator only when an answer gets there. */
function referenceFindings(form: Schema): Finding[] {
  // A copy, because the library notes what it resolved on the schema itself.
  const lookup = dereference(structuredClone(form));
  return Object.values(lookup).flatMap((schema): Finding[] => {
    if (typeof schema === "boolean" || schema.$ref === undefined) return [];
    if (lookup[schema.__absolute_ref__ ?? schema.$ref] !== undefined) return [];
    return [{ column: "form", code: "form-invalid", detail: `$ref ${schema.$ref}` }];
  });
}

function schemaFindings(form: Schema): Finding[] {
  const { errors } = metaValidator.validate(form);
  const places = new Set(
    errors.map(({ instanceLocation }) => stepsOf(decodeURIComponent(instanceLocation)).join(".")),
  );
  // Outer places are wrong only because something below them is.
  const wrong = [...places].filter((place) => ![...places].some((other) => isBelow(other, place)));
  return wrong.map((place) => ({ column: columnOf(place), code: "form-invalid", detail: place || "form" }));
}

/** What is wrong with an item's form: keywords and types, patterns, references, titles, required fields. */
export function formFindings(form: Schema): Finding[] {
  try {
    const wrong = schemaFindings(form);
    return wrong.length > 0
      ? wrong
      : [...referenceFindings(form), ...fieldFindings(form), ...conditionFindings(form)];
  } catch (error) {
    // The library refuses two schemas with one `$id` and an `$id` that is no URI; a form may also be too deep.
    return [{ column: "form", code: "form-invalid", detail: error instanceof Error ? error.message : "$id" }];
  }
}
