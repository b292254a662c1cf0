import type { Clock } from "#shared/kernel/clock.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { bySystem } from "#shared/kernel/lifecycle/decide.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { type SweepResult, sweepRecords } from "#shared/kernel/sweeps/sweep.ts";
import { decide } from "#shared/representations/decide.ts";
import { openPartition, type Representation } from "#shared/representations/record.ts";

export type DeadlineDeps = {
  store: Pick<RecordStore<Representation>, "ids" | "read" | "write">;
  now: Clock;
};

const happens = bySystem(decide, "deadlines");

/** Ends what is over, once; whoever acts is refused from the last day on, also before this has run. */
export async function expireRepresentations({ store, now }: DeadlineDeps): Promise<SweepResult> {
  const moment = { now: now() };
  return sweepRecords(store, await store.ids("ending", openPartition, moment.now), (record) =>
    happens(record, "expire", {}, moment, childTrace(record.lastEvent.trace)),
  );
}
