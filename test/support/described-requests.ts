import fc from "fast-check";
import document from "#docs/openapi.json" with { type: "json" };

type Schema = {
  $ref?: string;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  const?: unknown;
  enum?: unknown[];
  type?: string;
  format?: string;
  pattern?: string;
  minLength?: number;
  minimum?: number;
  minItems?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
};
type Parameter = { name: string; in: "path" | "query" | "header"; required: boolean; schema: Schema };
type Described = {
  operationId: string;
  security: Record<string, unknown>[];
  "x-roles"?: string[];
  parameters: Parameter[];
  requestBody?: { content: { "application/json": { schema: Schema } } };
  responses: Record<string, unknown>;
};

/** One operation as it is published. */
export type Operation = Described & { method: string; path: string };

export const operations: Operation[] = Object.entries(
  document.paths as unknown as Record<string, Record<string, Described>>,
).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    ...operation,
    method: method.toUpperCase(),
    path,
  })),
);

const schemas = document.components.schemas as unknown as Record<string, Schema>;

const formats: Record<string, string> = {
  date: "2026-03-02",
  "date-time": "2026-03-02T01:00:00.000Z",
  uuid: "6f1c2f4e-6d0c-4f5e-9a57-0a8d6b7c1e11",
  uri: "https://example.org/a",
};

const words = "因材料不全需要补正";

const textsOf = new Map<string, string[]>();

/** A few that a pattern takes; of one that cannot be drawn from, words. */
function textsFor(pattern: string): string[] {
  const known = textsOf.get(pattern);
  if (known) return known;
  let texts = [words];
  try {
    texts = fc.sample(fc.stringMatching(new RegExp(pattern)), { numRuns: 20, seed: 1 });
  } catch {}
  textsOf.set(pattern, texts);
  return texts;
}

function textFor({ format, pattern, minLength = 1 }: Schema, random: () => number): string {
  if (format && formats[format]) return formats[format];
  if (!pattern) return words.repeat(Math.ceil(minLength / words.length) || 1);
  const texts = textsFor(pattern);
  return texts[Math.floor(random() * texts.length)] ?? words;
}

/** A value that nearly fits, drawn with `random`: what a schema cannot say of it may be wrong. */
export function sampleOf(schema: Schema, random: () => number, depth = 0): unknown {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const inner = (one: Schema): unknown => sampleOf(one, random, depth + 1);
  if (schema.$ref) return inner(schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {});
  if ("const" in schema) return schema.const;
  if (schema.enum) return pick(schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return inner(pick(choices));
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map(inner));
  switch (schema.type) {
    case "string":
      return textFor(schema, random);
    case "integer":
    case "number":
      return Math.max(1, schema.minimum ?? 1);
    case "boolean":
      return random() < 0.5;
    case "array":
      return Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () => inner(schema.items ?? {}));
    case "object": {
      const wanted = Object.entries(schema.properties ?? {}).filter(
        ([name]) => schema.required?.includes(name) || (depth < 4 && random() < 0.7),
      );
      return Object.fromEntries(wanted.map(([name, one]) => [name, inner(one)]));
    }
    default:
      return words;
  }
}

export const bodySchemaOf = ({ requestBody }: Operation): Schema | undefined =>
  requestBody?.content["application/json"].schema;
