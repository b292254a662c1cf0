import * as z from "zod";
import { type EventDefinition, envelopeShape, urnOf } from "#events/define-event.ts";

type Schema = Record<string, unknown>;

/** Without the line that says which JSON Schema it is: the file says that once. */
function schemaOf(schema: z.ZodType, io: "input" | "output" = "output"): Schema {
  const { $schema: _once, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}

// As input: what an envelope holds beside this each event says itself.
const envelope = schemaOf(z.object({ ...envelopeShape, type: z.string(), data: z.object({}) }), "input");

/** Events of one context and one version: `tongban.case.v1`. */
const familyOf = ({ type, source }: EventDefinition): string => `${source}.${type.split(".").at(-1)}`;

/** What most events of a family say, when more than one does. */
function commonFacts(schemas: Schema[]): string | undefined {
  const [most] = [
    ...Map.groupBy(
      schemas.map((schema) => JSON.stringify(schema)),
      (text) => text,
    ),
  ]
    .filter(([, same]) => same.length > 1)
    .sort(([, a], [, b]) => b.length - a.length);
  return most?.[0];
}

function familySchema(family: string, definitions: EventDefinition[]): Schema {
  const data = new Map(definitions.map(({ type, data: facts }) => [type, schemaOf(facts)]));
  const common = commonFacts([...data.values()]);
  // By the file's own name: within an event's schema `#` would be that event's.
  const shared = (name: string): Schema => ({ $ref: `${urnOf(family)}#/$defs/${name}` });
  const eventSchema = (type: string, facts: Schema): Schema => ({
    $id: urnOf(type),
    ...shared("envelope"),
    properties: {
      type: { const: type },
      data: JSON.stringify(facts) === common ? shared("facts") : facts,
    },
    unevaluatedProperties: false,
  });
  return {
    $id: urnOf(family),
    $schema: "https://json-schema.org/draft/2020-12/schema",
    anyOf: [...data.keys()].map((type) => ({ $ref: urnOf(type) })),
    $defs: {
      envelope,
      ...(common && { facts: JSON.parse(common) }),
      ...Object.fromEntries([...data].map(([type, facts]) => [type, eventSchema(type, facts)])),
    },
  };
}

/** One JSON Schema per family of events, by the family's name; each event is found in it by its `dataschema`. */
export function eventSchemas(definitions: Iterable<EventDefinition>): Map<string, Schema> {
  const families = Map.groupBy(definitions, familyOf);
  return new Map([...families].map(([family, events]) => [family, familySchema(family, events)]));
}
