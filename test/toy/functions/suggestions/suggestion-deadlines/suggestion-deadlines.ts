import type { Clock } from "#shared/kernel/clock.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { bySystem } from "#shared/kernel/lifecycle/decide.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { type SweepResult, sweepRecords } from "#shared/kernel/sweeps/sweep.ts";
import { decide } from "../../../shared/suggestions/decide.ts";
import { openPartition, type Suggestion } from "../../../shared/suggestions/record.ts";

export type DeadlineDeps = {
  store: Pick<RecordStore<Suggestion>, "ids" | "read" | "write">;
  now: Clock;
};

const happens = bySystem(decide, "deadlines");

/** What nobody answered in time reaches the supervisors, once. */
export async function escalateUnanswered({ store, now }: DeadlineDeps): Promise<SweepResult> {
  const moment = { now: now() };
  return sweepRecords(store, await store.ids("open", openPartition, moment.now), (record) =>
    happens(record, "escalate", {}, moment, childTrace(record.lastEvent.trace)),
  );
}
