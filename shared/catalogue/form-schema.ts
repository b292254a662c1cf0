import { type Schema, Validator } from "@cfworker/json-schema";
import type { Finding } from "./problem-messages.ts";

const typeName = { enum: ["array", "boolean", "integer", "null", "number", "object", "string"] };
const schema = { $ref: "#/$defs/schema" };
const schemas = { type: "array", items: schema, minItems: 1 };
const schemaMap = { type: "object", additionalProperties: schema };
const count = { type: "integer", minimum: 0 };
const string = { type: "string" };
const names = { type: "array", items: string, uniqueItems: true };

/**
 * The part of the 2020-12 meta-schema that forms use. Closed, so that a misspelt keyword is found here and not by
 * an applicant whose answer nobody checked. Notes of our own begin with `x-`.
 */
const metaSchema: Schema = {
  $ref: "#/$defs/schema",
  $defs: {
    schema: {
      type: ["object", "boolean"],
      properties: {
        ...Object.fromEntries(
          ["$schema", "$id", "$ref", "$comment", "title", "description"].map((k) => [k, string]),
        ),
        $defs: schemaMap,
        type: { anyOf: [typeName, { type: "array", items: typeName, minItems: 1, uniqueItems: true }] },
        enum: { type: "array", minItems: 1 },
        const: true,
        default: true,
        examples: { type: "array" },
        readOnly: { type: "boolean" },
        writeOnly: { type: "boolean" },
        deprecated: { type: "boolean" },
        format: string,
        pattern: { type: "string", format: "regex" },
        contentEncoding: string,
        contentMediaType: string,
        ...Object.fromEntries(
          ["maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum"].map((key) => [
            key,
            { type: "number" },
          ]),
        ),
        multipleOf: { type: "number", exclusiveMinimum: 0 },
        ...Object.fromEntries(
          ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"].map((k) => [
            k,
            count,
          ]),
        ),
        minContains: count,
        maxContains: count,
        uniqueItems: { type: "boolean" },
        required: names,
        dependentRequired: { type: "object", additionalProperties: names },
        properties: schemaMap,
        patternProperties: schemaMap,
        dependentSchemas: schemaMap,
        ...Object.fromEntries(["allOf", "anyOf", "oneOf", "prefixItems"].map((key) => [key, schemas])),
        ...Object.fromEntries(
          ["if", "then", "else", "not", "items", "contains", "propertyNames"].map((key) => [key, schema]),
        ),
        additionalProperties: schema,
        unevaluatedProperties: schema,
        unevaluatedItems: schema,
      },
      patternProperties: { "^x-": true },
      additionalProperties: false,
    },
  },
};
const metaValidator = new Validator(metaSchema, "2020-12", false);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const steps = (location: string): string => location.replace(/^#\/?/, "").replaceAll("/", ".");
const columnOf = (path: string): string => (path === "" ? "form" : `form.${path}`);

/** Every object in the form that has `properties`, with its path. A form's fields may be nested or in branches. */
function* objectsOf(value: unknown, path: string[] = []): Generator<[Record<string, unknown>, string[]]> {
  if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) yield* objectsOf(entry, [...path, String(index)]);
  } else if (isObject(value)) {
    // A field may itself be called "properties"; its parent then holds fields, not keywords.
    const parentIsMap = ["properties", "$defs", "patternProperties"].includes(path.at(-1) ?? "");
    if (!parentIsMap && isObject(value["properties"])) yield [value, path];
    for (const [key, entry] of Object.entries(value))
      if (key !== "const" && key !== "enum" && key !== "default") yield* objectsOf(entry, [...path, key]);
  }
}

/** Branches of `if`/`then` and the like only narrow fields that have their titles where they are defined. */
const inBranch = (path: string[]): boolean =>
  path.some((step) =>
    ["if", "then", "else", "not", "allOf", "anyOf", "oneOf", "dependentSchemas"].includes(step),
  );

function fieldFindings(form: Schema): Finding[] {
  const findings: Finding[] = [];
  for (const [object, path] of objectsOf(form)) {
    if (inBranch(path)) continue;
    const fields = object["properties"] as Record<string, unknown>;
    for (const [name, field] of Object.entries(fields)) {
      if (isObject(field) && (!field["title"] || !field["x-title-en"]))
        findings.push({ column: columnOf([...path, "properties", name].join(".")), code: "form-untitled" });
    }
    for (const name of Array.isArray(object["required"]) ? object["required"] : [])
      if (!Object.hasOwn(fields, String(name)))
        findings.push({
          column: columnOf([...path, "required"].join(".")),
          code: "form-required-unknown",
          detail: String(name),
        });
  }
  return findings;
}

/** What is wrong with an item's form: keywords and types, patterns, references, titles, required fields. */
export function formFindings(form: Schema): Finding[] {
  const { errors } = metaValidator.validate(form);
  const wrong = errors.filter(
    ({ keyword, instanceLocation }) =>
      // Outer errors only repeat that something below them is wrong.
      errors.every(
        (other) =>
          other.instanceLocation === instanceLocation ||
          !other.instanceLocation.startsWith(`${instanceLocation}/`),
      ) && keyword !== "$ref",
  );
  const places = new Map(wrong.map(({ instanceLocation, keyword }) => [steps(instanceLocation), keyword]));
  if (places.size > 0)
    return [...places].map(([path, keyword]) => ({
      column: columnOf(path),
      code: "form-invalid",
      detail: `${keyword}: ${path || "form"}`,
    }));
  const compiled = compileFinding(form);
  return compiled ? [compiled] : fieldFindings(form);
}

/** The meta-schema cannot see a reference to nowhere; using the form can. */
function compileFinding(form: Schema): Finding | undefined {
  try {
    const validator = new Validator(structuredClone(form), "2020-12", false);
    validator.validate({});
    return undefined;
  } catch (error) {
    const [detail = ""] = String(error instanceof Error ? error.message : error).split("\n");
    return { column: "form", code: "form-invalid", detail };
  }
}
