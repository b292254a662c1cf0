import { decide } from "#shared/commitments/decide.ts";
import { type Commitment, openPartition } from "#shared/commitments/record.ts";
import { type MomentDeps, momentNow } from "#shared/kernel/calendar/moment.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { bySystem } from "#shared/kernel/lifecycle/decide.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { type SweepResult, sweepRecords } from "#shared/kernel/sweeps/sweep.ts";

export type CommitmentDeadlineDeps = MomentDeps & {
  store: Pick<RecordStore<Commitment>, "ids" | "read" | "write">;
};

const happens = bySystem(decide, "deadlines");

/** What should be checked, put right or decided by now is marked, once for each deadline. */
export async function sweepCommitments(deps: CommitmentDeadlineDeps): Promise<SweepResult> {
  const moment = await momentNow(deps);
  const overdue = await deps.store.ids("open", openPartition, moment.now);
  return sweepRecords(deps.store, overdue, (one) =>
    happens(one, "markLate", {}, moment, childTrace(one.lastEvent.trace)),
  );
}
