import departments from "#data/departments.json" with { type: "json" };
import type { ArchiveState } from "#events/archive.ts";
import { decide } from "#shared/archives/decide.ts";
import { type Archive, type archive, archivePartition } from "#shared/archives/record.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { bySystem } from "#shared/kernel/lifecycle/decide.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { type SweepResult, sweepRecords } from "#shared/kernel/sweeps/sweep.ts";

export type ArchiveDeadlineDeps = {
  store: Pick<RecordStore<Archive, (typeof archive)["indexes"]>, "ids" | "read" | "write">;
  now: Clock;
};

const happens = bySystem(decide, "deadlines");

/** States in which a file may be late; those of `pending` that are late are due to be packed as well. */
const open: readonly ArchiveState[] = ["pending", "packing", "packed", "failed"];

/** What is due is packed, and what should be archived by now is marked once. */
export async function archiveDue({ store, now }: ArchiveDeadlineDeps): Promise<SweepResult> {
  const at = now();
  const found: string[] = [];
  for (const { code } of departments)
    for (const state of open) found.push(...(await store.ids("byState", archivePartition(code, state), at)));
  return sweepRecords(store, found, (record) => {
    const step = (action: "release" | "markLate") =>
      happens(record, action, {}, { now: at }, childTrace(record.lastEvent.trace));
    // One step at a time: the mark of one that is packed only now is the next run's.
    return step("release") ?? step("markLate");
  });
}
