import type { Changes } from "./chain.ts";
import type { RecordDefinition, RecordOf } from "./record.ts";
import type { HistoryEntry } from "./record-store.ts";

type Fields = Record<string, unknown>;

/** The fields after a version's changes. */
export const applyChanges = (fields: Fields, { set, unset = [] }: Changes): Fields =>
  Object.fromEntries(Object.entries({ ...fields, ...set }).filter(([name]) => !unset.includes(name)));

/** A chained record's versions, each as it was when it was written: what its history tells, gone through from the start. */
export function versionsOf<Rec extends RecordOf<object>>(
  definition: Pick<RecordDefinition<Rec>, "id" | "eventNames">,
  recordId: string,
  entries: readonly HistoryEntry[],
): Rec[] {
  let fields: Fields = {};
  return entries.map(({ version, event, privateNote, changes = { set: {} }, hash }) => {
    fields = applyChanges(fields, changes);
    const name = definition.eventNames.get(event.type);
    const lastEvent = { name, at: event.time, trace: event.traceparent, ...privateNote };
    return { ...fields, [definition.id]: recordId, version, hash, lastEvent } as unknown as Rec;
  });
}
