import * as z from "zod";

/**
 * CloudEvents 1.0 attributes, carried whole in the `detail` of an EventBridge entry.
 * `id` is `<subject>/<version>`: derived, so that a republished event keeps its id and consumers can deduplicate.
 */
export const envelopeShape = {
  specversion: z.literal("1.0"),
  id: z.string().regex(/^.+\/[1-9]\d*$/),
  source: z.string().regex(/^tongban\.[a-z]+(-[a-z]+)*$/),
  subject: z.string().min(1),
  time: z.iso.datetime(),
  dataschema: z.string().min(1),
  traceparent: z.string().regex(/^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/),
};

export type TongbanEvent<Type extends string = string, Data = Record<string, unknown>> = z.infer<
  z.ZodObject<typeof envelopeShape>
> & { type: Type; data: Data };

export type EventDefinition<Type extends string = string, Shape extends z.ZodRawShape = z.ZodRawShape> = {
  type: Type;
  source: string;
  data: z.ZodObject<Shape>;
  schema: z.ZodType<TongbanEvent<Type, z.infer<z.ZodObject<Shape>>>>;
  create(
    facts: Pick<TongbanEvent, "subject" | "time" | "traceparent"> & {
      version: number;
      data: z.infer<z.ZodObject<Shape>>;
    },
  ): TongbanEvent<Type, z.infer<z.ZodObject<Shape>>>;
};

export type EventOf<Definition> = Definition extends { schema: z.ZodType<infer Event> } ? Event : never;

/**
 * Defines an event once: producer, rule pattern, consumer, example and JSON Schema all come from this. `version` is
 * the contract's: a change that a consumer could stumble over is a new version beside the old one.
 */
export function defineEvent<
  Context extends string,
  Name extends string,
  Shape extends z.ZodRawShape,
  const Version extends number = 1,
>(
  context: Context,
  name: Name,
  shape: Shape,
  version?: Version,
): EventDefinition<`tongban.${Context}.${Name}.v${Version}`, Shape> {
  type Type = `tongban.${Context}.${Name}.v${Version}`;
  const type = `tongban.${context}.${name}.v${version ?? 1}` as Type;
  const source = `tongban.${context}`;
  const data = z.strictObject(shape);
  const schema = z.strictObject({ ...envelopeShape, type: z.literal(type), data });
  return {
    type,
    source,
    data: data as z.ZodObject<Shape>,
    schema: schema as unknown as EventDefinition<Type, Shape>["schema"],
    create: ({ subject, version: subjectVersion, time, traceparent, data: facts }) => ({
      specversion: "1.0",
      id: `${subject}/${subjectVersion}`,
      source,
      type,
      subject,
      time,
      dataschema: urnOf(type),
      traceparent,
      data: facts,
    }),
  };
}

/** Under this name the JSON Schema of a type is found in its family's file. */
export const urnOf = (type: string): string => `urn:${type.replaceAll(".", ":")}`;

/** The EventBridge rule pattern for some events, all of one context or of several. */
export function patternOf(...definitions: { type: string; source: string }[]) {
  return {
    source: [...new Set(definitions.map((definition) => definition.source))],
    detailType: definitions.map((definition) => definition.type),
  };
}

/** `<subject>/<version>` taken apart. Versions of one subject count 1, 2, 3, … without gaps. */
export function versionOf(event: Pick<TongbanEvent, "id" | "subject">): number {
  return Number(event.id.slice(event.subject.length + 1));
}
