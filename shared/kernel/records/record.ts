import * as z from "zod";
import type { EventDefinition, TongbanEvent } from "#events/define-event.ts";
import { headKey, type OutboxEntry } from "#shared/kernel/messaging/outbox.ts";
import { type Changes, chainHash, chainStart, changesBetween, type KeptEvent } from "./chain.ts";
import { type DataOf, type EventFamily, silent } from "./event-family.ts";
import { attributesOf, type Indexes, keysOf } from "./index-definition.ts";
import { type DetailsSchema, type LastEvent, lastEventSchema, noteOf, partedSaid } from "./last-event.ts";
import { hexOf, upcaster } from "./stored-item.ts";

type Item = Record<string, unknown>;
/** Where an item is in its table. */
export type ItemKey = { pk: string; sk: string };

/** A record: its own fields, and what the kernel keeps in each. */
export type RecordOf<Fields, EventName extends string = string> = Fields & {
  /** Counts 1, 2, 3, … without gaps. */
  version: number;
  lastEvent: LastEvent<EventName>;
  /** Chained records only: the hash of the chain up to this version. */
  hash?: string | undefined;
};

/** What a change carries, beside the fields that it changes. */
export type Step<EventName extends string = string> = Omit<LastEvent, "name"> & { event: EventName };

/** The record that has these fields and tells of itself by these events. */
type RecordWith<Shape extends z.ZodRawShape, Events extends EventFamily> = RecordOf<
  z.infer<z.ZodObject<Shape>>,
  keyof Events & string
>;

type RecordSpec<
  Shape extends z.ZodRawShape,
  Events extends EventFamily,
  Ix extends Indexes<RecordWith<Shape, Events>>,
> = {
  /** In the singular: the subject of its events, and in capitals the first part of its key. */
  name: string;
  /** The field with its id. */
  id: keyof Shape & string;
  /**
   * Its own fields. Neither strict nor transformed: what an older release does not know yet is kept when it
   * changes the record, so a new field is readable one release before it is written.
   */
  fields: Shape;
  events: Events;
  /** Where an event's data is not just the record's fields of the same names; no personal data either way. */
  eventData?(record: RecordWith<Shape, Events>): DataOf<Events>;
  /** What steps keep in private beyond their words. */
  details?: DetailsSchema;
  /** When the table lets the record and its history go (ISO 8601); undefined: not yet. Not of chained ones, which are kept. */
  goesAt?(record: RecordWith<Shape, Events>): string | undefined;
  /** Personal data: stands in the table sealed, and opens for whoever reads the record with the keys. */
  sealed?: SealedParts<keyof Shape & string>;
  indexes: Ix;
  /** Counted up when older items must be changed to be read; `upcasts` says how. */
  format: number;
  /** From an item of this format to one of the next. */
  upcasts?: Readonly<Record<number, (item: Item) => Item>>;
  /** Each version's hash covers the one before, so a missing, changed or reordered history entry shows. */
  chained?: true;
  /** Chained records only: what people wrote in its steps goes one day, and the chain stays whole. */
  forgets?: Forgets;
  /**
   * Its id is `<group>-<rest>`: all of one group lie in one partition and are read by one query. Only without a
   * history, whose entries would not know to which of them they belong.
   */
  grouped?: true;
  /**
   * False: its fields hold all that happened to it, and no entries are written beside it to repeat that. `fromSecond`:
   * they hold for good what its first version said, which the system makes and no request.
   */
  history?: false | "fromSecond";
};

/** When what people wrote in a record's steps goes, and what of it stays. */
export type Forgets = {
  /** The sort key of the item beside the record that carries the term (`expiresAt`): the words go when it has gone. */
  with: string;
  /** Those of the steps' details that say nothing of a person and that later readers need. */
  keeps: readonly string[];
  /** Fields of the record that people wrote: they go as well, from the record and from the steps that set them. */
  fields?: readonly string[];
};

/** Parts of a record: fields, and of each step's details. */
export type SealedParts<Field extends string = string> = {
  fields?: readonly Field[];
  details?: readonly string[];
};

/** One kind of record: how it is made, kept, read, listed and published. */
export type RecordDefinition<
  Rec extends RecordOf<object> = RecordOf<object>,
  Ix extends Indexes<Rec> = Indexes<Rec>,
  Shape extends z.ZodRawShape = z.ZodRawShape,
> = {
  name: string;
  /** Its fields and its version: for answers that tell some of them. */
  schema: z.ZodObject<Shape & { version: z.ZodInt }>;
  indexes: Ix;
  format: number;
  /** Each version's hash covers the one before. */
  chained: boolean;
  /** What stands sealed in the table; undefined: nothing. */
  sealed: SealedParts | undefined;
  forgets: Forgets | undefined;
  /** Whether the table lets some of them go. */
  goes: boolean;
  /** Whether the relay keeps its history beside it. */
  history: boolean;
  /** The first version that has an entry there. */
  historyFrom: number;
  /** False when all its steps are silent: its table needs no relay, and it has no history. */
  isHeard: boolean;
  /** The field with its id. */
  id: string;
  /** The names of its steps, by the types of their events. */
  eventNames: ReadonlyMap<string, string>;
  idOf(record: Rec): string;
  keyOf(id: string): ItemKey;
  /** The id that a key tells; undefined for another record's. */
  idIn(key: ItemKey): string | undefined;
  /** Version 1. */
  first(fields: Omit<Rec, keyof RecordOf<unknown>>, step: StepOf<Rec>): Rec;
  /** The version after `before`: what `changes` does not name stays; a field set to undefined is gone. */
  next(before: Rec, changes: Partial<Omit<Rec, keyof RecordOf<unknown>>>, step: StepOf<Rec>): Rec;
  toItem(record: Rec): Item;
  /** @throws ZodError when the table holds what we did not write; Error for a format newer than this code's */
  fromItem(item: Item): Rec;
  /** One row of an index that projects fields. @throws ZodError as above */
  fromRow(index: keyof Ix & string, row: Item): Partial<Rec>;
  /** Undefined: this version is silent. */
  eventOf(record: Rec): TongbanEvent | undefined;
  /** What the relay writes into the history and publishes, from the stream's two images; undefined when silent. */
  outboxEntry(item: Item, before?: Item): OutboxEntry | undefined;
};

/** Those of an object's entries that are asked for. */
const only = (whole: object, isAsked: (name: string, value: unknown) => boolean): Item =>
  Object.fromEntries(Object.entries(whole).filter(([name, value]) => isAsked(name, value)));

export type StepOf<Rec> = Rec extends RecordOf<unknown, infer Name> ? Step<Name> : never;

export function defineRecord<
  Shape extends z.ZodRawShape,
  Events extends EventFamily,
  const Ix extends Indexes<RecordWith<Shape, Events>>,
>(spec: RecordSpec<Shape, Events, Ix>): RecordDefinition<RecordWith<Shape, Events>, Ix, Shape> {
  type EventName = keyof Events & string;
  type Rec = RecordWith<Shape, Events>;
  const { name, id, indexes, events, format, upcasts = {}, chained = false, grouped = false } = spec;
  const isHeard = Object.values(events).some((event) => event !== silent);
  const history = spec.history !== false && isHeard;
  const historyFrom = spec.history === "fromSecond" ? 2 : 1;
  if (grouped && history) throw new Error(`a ${name} is grouped, so it cannot keep a history beside it`);
  if (chained && (!history || historyFrom > 1 || Object.values(events).includes(silent)))
    throw new Error(`a ${name} is chained, so each of its versions needs its history entry`);
  if (spec.forgets && !chained) throw new Error(`a ${name} is not chained: its words can go as they are`);
  if (chained && spec.goesAt) throw new Error(`a ${name} is chained, and a chain does not go`);
  if (chained && spec.sealed)
    throw new Error(`a ${name} is chained, and its chain covers what is not sealed`);
  const goingFields = spec.forgets?.fields ?? [];
  for (const field of goingFields)
    if (!(field in spec.fields) || !z.safeParse(spec.fields[field] as z.ZodType, undefined).success)
      throw new Error(`a ${name} needs its ${field}, and that goes one day`);
  for (const index of Object.values(indexes))
    if (index.projects?.some((field) => spec.sealed?.fields?.includes(field)))
      throw new Error(`an index of a ${name} would give what is sealed`);
  const prefix = `${name.toUpperCase()}#`;
  const derived = ["pk", "sk", "format", "expiresAt", ...Object.values(indexes).flatMap(attributesOf)].filter(
    (attribute) => !(attribute in spec.fields),
  );
  // An item's key tells its id, unless an index needs it as a field.
  const inKey = Object.values(indexes).some(({ key, sort }) => key === id || sort === id) ? undefined : id;
  const schema = z.object({
    ...spec.fields,
    version: z.int().positive(),
    lastEvent: lastEventSchema(Object.keys(events) as EventName[], spec.details),
    ...(chained && { hash: z.string().length(64) }),
  });

  const sealedFields = spec.sealed?.fields ?? [];
  /** Of an item as it stands in the table: whoever has no keys reads the rest. */
  const unopened = schema
    .omit(Object.fromEntries(sealedFields.map((field) => [field, true])) as never)
    .extend({ ...(spec.sealed?.details && { lastEvent: lastEventSchema(Object.keys(events)) }) });

  const eventOf = (record: Rec): TongbanEvent | undefined => {
    const { name: event, at, trace } = record.lastEvent;
    if (events[event] === silent) return undefined;
    const definition = events[event] as unknown as EventDefinition;
    const data = spec.eventData?.(record) ?? only(record, (field) => field in definition.data.shape);
    return definition.create({
      subject: `${name}/${idOf(record)}`,
      version: record.version,
      time: at,
      traceparent: trace,
      data: data as Item,
    });
  };
  const keyOf = (recordId: string): ItemKey => {
    const [group = "", ...rest] = grouped ? recordId.split("-") : [recordId];
    return { pk: prefix + group, sk: [headKey, ...(rest.length > 0 ? [rest.join("-")] : [])].join("#") };
  };
  const idIn = ({ pk, sk }: ItemKey): string | undefined =>
    pk.startsWith(prefix) ? [pk.slice(prefix.length), ...sk.split("#").slice(1)].join("-") : undefined;
  const idOf = (record: Rec): string => String((record as Record<string, unknown>)[id]);
  /** A chained record's event follows from the record, so its history and its hash cover this much of it. */
  const stepOf = (record: Rec): KeptEvent => {
    const { name: event, at, trace } = record.lastEvent;
    const { type } = events[event] as unknown as EventDefinition;
    return { id: `${name}/${idOf(record)}/${record.version}`, type, time: at, traceparent: trace };
  };
  /** Without what an entry's own key tells. */
  const factsOf = ({ lastEvent: _last, hash: _hash, version: _version, [id]: _id, ...facts }: Rec): Item =>
    facts;
  const stayingChanges = (before: Rec | undefined, record: Rec): Changes => {
    const changes = changesBetween(before && factsOf(before), factsOf(record));
    return { ...changes, set: only(changes.set, (field) => !goingFields.includes(field)) };
  };
  const sealed = (record: Rec, before: Rec | undefined): Rec => {
    if (!chained) return record;
    const changes = stayingChanges(before, record);
    const link = { event: stepOf(record), privateNote: noteOf(record.lastEvent), changes };
    return { ...record, hash: chainHash(before?.hash ?? chainStart, link) };
  };
  const isGoing = (field: string): boolean => goingFields.includes(field);
  /** What a step sets of the fields that go one day: of these its hash covers the digest, with its words. */
  const goingIn = (before: Rec | undefined, after: Item): Item =>
    goingFields.length === 0
      ? {}
      : only(changesBetween(before && factsOf(before), after).set, (field) => isGoing(field));
  const made = (fields: object, version: number, step: Step<EventName>, before?: Rec): Rec => {
    const { event, words, details, ...rest } = step;
    const there = only(fields, (_field, value) => value !== undefined);
    const said = spec.forgets
      ? partedSaid({ words, details }, spec.forgets.keeps, goingIn(before, there))
      : { ...(words !== undefined && { words }), ...(details && { details }) };
    return sealed({ ...there, version, lastEvent: { name: event, ...rest, ...said } } as Rec, before);
  };

  const expiryOf = (record: Rec): Item => {
    const goesAt = spec.goesAt?.(record);
    return goesAt ? { expiresAt: Math.floor(Date.parse(goesAt) / 1000) } : {};
  };
  const upcast = upcaster(name, format, upcasts);
  const read = (item: Item, expected: z.ZodType): Rec => {
    const { hash, ...current } = upcast(item);
    const fields = {
      [id]: idIn(item as ItemKey),
      ...only(current, (attribute) => !derived.includes(attribute)),
      ...(hash !== undefined && { hash: hexOf(hash) }),
    };
    expected.parse(fields);
    // What was checked is given as it was read: fields that this release does not know stay in it.
    return fields as unknown as Rec;
  };
  const fromItem = (item: Item): Rec => read(item, schema);

  return {
    name,
    schema: z.object({ ...spec.fields, version: z.int().positive() }) as z.ZodObject<
      Shape & { version: z.ZodInt }
    >,
    indexes,
    format,
    chained,
    sealed: spec.sealed,
    forgets: spec.forgets,
    goes: spec.goesAt !== undefined,
    history,
    historyFrom,
    isHeard,
    id,
    eventNames: new Map(
      Object.entries(events).flatMap(([event, made]) => (made === silent ? [] : [[made.type, event]])),
    ),
    idOf,
    keyOf,
    idIn,
    first: (fields, step) => made(fields, 1, step),
    next: (before, changes, step) => made({ ...before, ...changes }, before.version + 1, step, before),
    toItem: (record) => ({
      ...keyOf(idOf(record)),
      format,
      ...Object.assign({}, ...Object.values(indexes).map((index) => keysOf(index, record))),
      ...only(record, (field, value) => value !== undefined && field !== inKey),
      ...(record.hash && { hash: Buffer.from(record.hash, "hex") }),
      ...expiryOf(record),
    }),
    fromItem,
    fromRow: (index, row) => {
      const projects = indexes[index]?.projects ?? [];
      const shape = Object.fromEntries(projects.map((field) => [field, schema.shape[field]]));
      const whole = { [id]: idIn(row as ItemKey), ...row };
      z.object(shape as z.ZodRawShape).parse(whole);
      return only(whole, (field) => field in shape) as Partial<Rec>;
    },
    eventOf,
    outboxEntry: (item, before) => {
      const record = read(item, unopened);
      const event = eventOf(record);
      if (!event) return undefined;
      if (!history || record.version < historyFrom) return { event, version: record.version, kept: false };
      return {
        event,
        version: record.version,
        privateNote: noteOf(record.lastEvent),
        ...(chained && {
          changes: stayingChanges(before && fromItem(before), record),
          hash: record.hash,
        }),
      };
    },
  };
}
