import type { Schema } from "@cfworker/json-schema";

const typeName = { enum: ["array", "boolean", "integer", "null", "number", "object", "string"] };
const schema = { $ref: "#/$defs/schema" };
const schemas = { type: "array", items: schema, minItems: 1 };
const schemaMap = { type: "object", additionalProperties: schema };
const flag = { type: "boolean" };
const number = { type: "number" };
const count = { type: "integer", minimum: 0 };
const string = { type: "string" };
const names = { type: "array", items: string, uniqueItems: true };

/** Keywords whose values are all like this. */
const each = (keywords: string[], value: object) =>
  Object.fromEntries(keywords.map((keyword) => [keyword, value]));

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
        ...each(["$schema", "$id", "$ref", "$comment", "title", "description"], string),
        ...each(["format", "contentEncoding", "contentMediaType"], string),
        ...each(["readOnly", "writeOnly", "deprecated", "uniqueItems"], flag),
        ...each(["maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum"], number),
        ...each(["minLength", "maxLength", "minItems", "maxItems"], count),
        ...each(["minProperties", "maxProperties", "minContains", "maxContains"], count),
        ...each(["allOf", "anyOf", "oneOf", "prefixItems"], schemas),
        ...each(["if", "then", "else", "not", "items", "contains", "propertyNames"], schema),
        ...each(["additionalProperties", "unevaluatedProperties", "unevaluatedItems"], schema),
        ...each(["$defs", "properties", "patternProperties", "dependentSchemas"], schemaMap),
        type: { anyOf: [typeName, { type: "array", items: typeName, minItems: 1, uniqueItems: true }] },
        enum: { type: "array", minItems: 1 },
        const: true,
        default: true,
        examples: { type: "array" },
        pattern: { type: "string", format: "regex" },
        multipleOf: { type: "number", exclusiveMinimum: 0 },
        required: names,
        dependentRequired: { type: "object", additionalProperties: names },
      },
      patternProperties: { "^x-": true },
      additionalProperties: false,
    },
  },
};
