import type { RecordOf } from "#shared/kernel/records/record.ts";
import { RecordBusyError, type RecordStore } from "#shared/kernel/records/record-store.ts";

const attempts = 8;

/**
 * Changes a record or makes it, by what `keep` makes of the one there is or of none, again from a fresh read whenever
 * somebody else wrote first. Whoever answers what they were given changes nothing.
 * @returns the record as it stands afterwards
 * @throws RecordBusyError after 8 lost races; trying again later is safe
 */
export async function keepRecord<Rec extends RecordOf<object>, Kept extends Rec | undefined>(
  store: Pick<RecordStore<Rec>, "read" | "write">,
  id: string,
  keep: (before: Rec | undefined) => Kept,
): Promise<Kept> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    // The cheaper read first: the write refuses what was decided on an older version, and that there is nothing to do
    // is believed of the newest only.
    const maybeOlder = attempt === 1;
    const before = await store.read(id, { maybeOlder });
    const after = keep(before);
    const changes = after !== undefined && after !== before;
    if (changes ? await store.write(after) : !maybeOlder) return after;
  }
  throw new RecordBusyError(`record ${id} changed ${attempts} times meanwhile`);
}
