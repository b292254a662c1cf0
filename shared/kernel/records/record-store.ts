import * as z from "zod";
import { allPages, type Cursor, type Page } from "#shared/kernel/aws/page.ts";
import type { ConditionalPut } from "#shared/kernel/aws/put-version.ts";
import { historyPrefix } from "#shared/kernel/messaging/outbox.ts";
import { changesSchema, type KeptEvent } from "./chain.ts";
import type { Indexes } from "./index-definition.ts";
import { privateNoteSchema } from "./last-event.ts";
import type { RecordDefinition, RecordOf } from "./record.ts";

/** One version, as the relay wrote it beside the record. */
export const historyEntrySchema = z.object({
  /** As it was published; of a chained record without what follows from its changes. */
  event: z.looseObject({
    type: z.string(),
    time: z.string(),
    traceparent: z.string(),
    data: z.record(z.string(), z.unknown()).optional(),
  }),
  privateNote: privateNoteSchema,
  changes: changesSchema.optional(),
  hash: z.string().optional(),
  recordedAt: z.string().optional(),
});
export type HistoryEntry = Omit<z.infer<typeof historyEntrySchema>, "event"> & {
  version: number;
  event: KeptEvent & { data?: Record<string, unknown> | undefined };
};

/** An entry as its table holds it. @throws ZodError when it is not what the relay writes */
export function historyEntryOf(
  definition: Pick<RecordDefinition, "name">,
  id: string,
  item: Record<string, unknown>,
): HistoryEntry {
  const version = Number(String(item.sk).slice(historyPrefix.length));
  const { event, ...entry } = historyEntrySchema.parse(item);
  return { ...entry, version, event: { ...event, id: `${definition.name}/${id}/${version}` } };
}

/** What a list of this index gives: whole records, or the fields that it projects. */
export type Row<Rec, Index> = Index extends { projects: readonly (infer Field extends keyof Rec)[] }
  ? Pick<Rec, Field>
  : Rec;

export type ReadOptions = { maybeOlder?: boolean };

export type ListQuery = { cursor?: Cursor; limit: number; newestFirst?: boolean };

/** What is written in the same transaction as a record. */
export type Together = { beside?: readonly ConditionalPut[] };

/** Where records of one kind are kept. Every adapter passes the same contract suite. */
export type RecordStore<Rec extends RecordOf<object>, Ix extends Indexes<Rec> = Indexes<Rec>> = {
  /** As last written; with `maybeOlder` perhaps as it was a moment before, for half the price. */
  read(id: string, how?: ReadOptions): Promise<Rec | undefined>;
  /** Those that there are, in the order of the ids. */
  readMany(ids: readonly string[], how?: ReadOptions): Promise<Rec[]>;
  /** All of one group of a record that is grouped, in the order of their ids. */
  readGroup(group: string, how?: ReadOptions): Promise<Rec[]>;
  /**
   * On the condition that the version before is the one stored; for version 1, that there is none. False when
   * somebody else was faster. What it is to be written beside is written with it or not at all.
   */
  write(record: Rec, together?: Together): Promise<boolean>;
  /** That write, to be made beside another record's. */
  put(record: Rec): Promise<ConditionalPut>;
  /** A page of one partition, in its order; what left it meanwhile is not among them. Full unless it is the last. */
  list<Name extends keyof Ix & string>(
    index: Name,
    partition: string,
    query: ListQuery,
  ): Promise<Page<Row<Rec, Ix[Name]>>>;
  /** What an index that projects gives of one partition, from one value of its order to a later one, both included. */
  between<Name extends keyof Ix & string>(
    index: Name,
    partition: string,
    from: string,
    until: string,
  ): Promise<Row<Rec, Ix[Name]>[]>;
  /** The ids of one partition up to a value of its order, this one included: for sweeps. */
  ids(index: keyof Ix & string, partition: string, until: string): Promise<string[]>;
  /** Oldest first, as far as the relay has written it. @throws Error for a record that keeps none */
  history(id: string, query: { cursor?: Cursor; limit: number }): Promise<Page<HistoryEntry>>;
};

/** @throws Error for an index whose rows are only keys */
export function refuseWithoutProjection(index: string, projects: readonly string[] | undefined): void {
  if (!projects) throw new Error(`index ${index} projects nothing that could be read of it`);
}

/** @throws Error for a record whose fields are all its history */
export function refuseWithoutHistory({ name, history }: Pick<RecordDefinition, "name" | "history">): void {
  if (!history) throw new Error(`a ${name} keeps no history beside it`);
}

const attempts = 8;

type Change<Rec> = Rec | undefined | typeof settled;
type Changing<Rec extends RecordOf<object>> = Pick<RecordStore<Rec>, "read" | "write">;

/** Others kept writing the record faster; trying again later is safe. */
export class RecordBusyError extends Error {
  override readonly name = "RecordBusyError";
}

/** The relay has not written all steps of a record yet; trying again later is safe. */
export class HistoryBehindError extends Error {
  override readonly name = "HistoryBehindError";
}

/** The steps that the relay has written, those before a version, and whether none of these is still to come. */
export async function writtenSteps(
  { history }: Pick<RecordStore<RecordOf<object>>, "history">,
  id: string,
  { version }: { version: number },
): Promise<{ written: HistoryEntry[]; before: HistoryEntry[]; isWhole: boolean }> {
  const written = await allPages((cursor) => history(id, { cursor, limit: 100 }));
  const before = written.filter((entry) => entry.version < version);
  return { written, before, isWhole: before.length >= version - 1 };
}

/**
 * Every step before a record's last one, which the record itself tells.
 * @throws HistoryBehindError when one is not in the history yet: what would follow from the others may be wrong
 */
export async function stepsBefore(
  store: Parameters<typeof writtenSteps>[0],
  id: string,
  record: { version: number },
): Promise<HistoryEntry[]> {
  const { before, isWhole } = await writtenSteps(store, id, record);
  if (!isWhole) throw new HistoryBehindError(`the history of ${id} is behind it`);
  return before;
}

/** There is nothing to do, whatever became of the record since. */
export const settled = Symbol("settled");

/**
 * Changes a record or makes it, by what `keep` makes of the one there is or of none, again from a fresh read whenever
 * somebody else wrote first. Whoever answers what they were given changes nothing. It begins with the cheaper read, of
 * a moment before perhaps: a change decided on an older version is refused by the write, and that there is nothing to
 * do is believed of the newest only.
 * @returns the record as it stands afterwards
 * @throws RecordBusyError after 8 lost races
 */
export async function keepRecord<Rec extends RecordOf<object>, Kept extends Change<Rec>>(
  store: Changing<Rec>,
  id: string,
  keep: (before: Rec | undefined) => Kept | Promise<Kept>,
): Promise<Kept> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const maybeOlder = attempt === 1;
    const before = await store.read(id, { maybeOlder });
    const after = await keep(before);
    if (after === settled) return after;
    const changes = after !== undefined && after !== before;
    if (changes ? await store.write(after as Rec) : !maybeOlder) return after;
  }
  throw new RecordBusyError(`record ${id} changed ${attempts} times meanwhile`);
}

/**
 * The same for a record that has to be there.
 * @returns the record as written; undefined when there is none, or nothing to change
 */
export async function changeRecord<Rec extends RecordOf<object>>(
  store: Changing<Rec>,
  id: string,
  change: (record: Rec) => Change<Rec> | Promise<Change<Rec>>,
): Promise<Rec | undefined> {
  const changed = await keepRecord<Rec, Change<Rec>>(store, id, (before) => before && change(before));
  return changed === settled ? undefined : changed;
}
