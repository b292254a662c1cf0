import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import type { RecordOf } from "#shared/kernel/records/record.ts";
import { changeRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";

const logs = defineLogs("sweep", {
  failed: { level: "error", text: "a record that is due could not be changed; the next sweep tries again" },
  done: { level: "info", text: "what was due was looked through" },
});

export type Swept = { due: number; changed: number };

/**
 * Changes each of these records by what `change` makes of it; undefined: there is nothing to do any more. Records
 * that fail hold up no others.
 * @throws AggregateError at the end when some failed, so that the function's alarm rings
 */
export async function sweepRecords<Rec extends RecordOf<object>>(
  store: Pick<RecordStore<Rec>, "read" | "write">,
  ids: readonly string[],
  change: (record: Rec) => Rec | undefined,
): Promise<Swept> {
  const failures: unknown[] = [];
  let changed = 0;
  for (const id of ids) {
    try {
      if (await changeRecord(store, id, change)) changed += 1;
    } catch (error) {
      log(logs.failed, { id, cause: error instanceof Error ? error.name : "unknown" });
      failures.push(error);
    }
  }
  log(logs.done, { due: ids.length, changed, failed: failures.length });
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} of ${ids.length} records failed`);
  return { due: ids.length, changed };
}
