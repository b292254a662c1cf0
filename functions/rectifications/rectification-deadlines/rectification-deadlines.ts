import { type MomentDeps, momentNow } from "#shared/kernel/calendar/moment.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { bySystem } from "#shared/kernel/lifecycle/decide.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { type SweepResult, sweepRecords } from "#shared/kernel/sweeps/sweep.ts";
import { decide } from "#shared/rectifications/decide.ts";
import { type Order, openPartition } from "#shared/rectifications/record.ts";

export type DeadlineDeps = MomentDeps & { store: Pick<RecordStore<Order>, "ids" | "read" | "write"> };

const happens = bySystem(decide, "deadlines");

/** Late work orders are escalated to the supervisors: once for each deadline, also by two runs at once. */
export async function escalateOverdue(deps: DeadlineDeps): Promise<SweepResult> {
  const moment = await momentNow(deps);
  const overdue = await deps.store.ids("open", openPartition, moment.now);
  return sweepRecords(deps.store, overdue, (order) =>
    happens(order, "escalate", {}, moment, childTrace(order.lastEvent.trace)),
  );
}
