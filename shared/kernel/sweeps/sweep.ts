import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import type { RecordOf } from "#shared/kernel/records/record.ts";
import { changeRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";

const logs = defineLogs("sweep", {
  failed: { level: "error", text: "what is due could not be changed; the next sweep tries again" },
  done: { level: "info", text: "what was due was looked through" },
});

export type SweepResult = { due: number; changed: number };

/**
 * Does `change` to each, one after the other; false: there is nothing to do any more. What fails holds up no others.
 * @throws AggregateError at the end when some failed, so that the function's alarm rings
 */
export async function sweepEach(
  ids: Iterable<string> | AsyncIterable<string>,
  change: (id: string) => Promise<boolean>,
): Promise<SweepResult> {
  const failures: unknown[] = [];
  let due = 0;
  let changed = 0;
  for await (const id of ids) {
    due += 1;
    try {
      if (await change(id)) changed += 1;
    } catch (error) {
      log(logs.failed, { id, cause: error instanceof Error ? error.name : "unknown" });
      failures.push(error);
    }
  }
  log(logs.done, { due, changed, failed: failures.length });
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${due} failed`);
  return { due, changed };
}

/** Changes each of these records by what `change` makes of it; undefined: there is nothing to do any more. */
export const sweepRecords = <Rec extends RecordOf<object>>(
  store: Pick<RecordStore<Rec>, "read" | "write">,
  ids: readonly string[],
  change: (record: Rec) => Rec | undefined,
): Promise<SweepResult> =>
  sweepEach(ids, async (id) => (await changeRecord(store, id, change)) !== undefined);
