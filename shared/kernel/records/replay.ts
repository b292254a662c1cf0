import type { TongbanEvent } from "#events/define-event.ts";
import { allPages } from "#shared/kernel/aws/page.ts";
import type { Changes } from "./chain.ts";
import type { RecordDefinition, RecordOf } from "./record.ts";
import type { HistoryEntry, RecordStore } from "./record-store.ts";

type Fields = Record<string, unknown>;

/** The fields after a version's changes. */
export const applyChanges = (fields: Fields, { set, unset = [] }: Changes): Fields =>
  Object.fromEntries(Object.entries({ ...fields, ...set }).filter(([name]) => !unset.includes(name)));

/**
 * The events of a record's steps, made again: those of its history, and that of its last step, which the record tells by
 * itself. Consumers know them by their ids.
 */
export async function eventsOf<Rec extends RecordOf<object>>(
  definition: Pick<RecordDefinition<Rec>, "history" | "chained" | "id" | "eventNames" | "idOf" | "eventOf">,
  { history }: Pick<RecordStore<Rec>, "history">,
  record: Rec,
): Promise<TongbanEvent[]> {
  const id = definition.idOf(record);
  const entries = definition.history ? await allPages((cursor) => history(id, { cursor, limit: 100 })) : [];
  const last = definition.eventOf(record);
  const past = definition.chained
    ? versionsOf<Rec>(definition as RecordDefinition<Rec>, id, entries).map(definition.eventOf)
    : entries.map(({ event }) => event as unknown as TongbanEvent);
  return [...past.filter((event) => event?.id !== last?.id), last].filter((event) => event !== undefined);
}

/** A chained record's versions, each as it was when it was written: what its history tells, gone through from the start. */
export function versionsOf<Rec extends RecordOf<object>>(
  definition: Pick<RecordDefinition<Rec>, "id" | "eventNames">,
  recordId: string,
  entries: readonly HistoryEntry[],
): Rec[] {
  let fields: Fields = {};
  return entries.map(({ version, event, privateNote, changes = { set: {} }, hash }) => {
    fields = { ...applyChanges(fields, changes), ...privateNote.written?.fields };
    const name = definition.eventNames.get(event.type);
    const lastEvent = { name, at: event.time, trace: event.traceparent, ...privateNote };
    return { ...fields, [definition.id]: recordId, version, hash, lastEvent } as unknown as Rec;
  });
}
