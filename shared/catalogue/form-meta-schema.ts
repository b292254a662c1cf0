import type { Schema } from "@cfworker/json-schema";

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
export const formMetaSchema: Schema = {
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
