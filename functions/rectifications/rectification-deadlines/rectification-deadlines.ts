import type { Calendar } from "#shared/kernel/calendar/working-days.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { type Swept, sweepRecords } from "#shared/kernel/sweeps/sweep.ts";
import { happen } from "#shared/rectifications/decide.ts";
import type { Policy } from "#shared/rectifications/policy.ts";
import { type Order, openPartition } from "#shared/rectifications/record.ts";

export type DeadlineDeps = {
  store: Pick<RecordStore<Order>, "ids" | "read" | "write">;
  calendar: () => Promise<Calendar>;
  policy: Policy;
  now: () => string;
};

/**
 * Work orders that are late are escalated to the supervisors, each deadline once: a second run, also at the same
 * time, does nothing twice.
 */
export async function escalateOverdue({ store, calendar, policy, now }: DeadlineDeps): Promise<Swept> {
  const moment = { now: now(), calendar: await calendar(), policy, handlers: [] };
  const overdue = await store.ids("open", openPartition, moment.now);
  return sweepRecords(store, overdue, (order) =>
    happen(order, "escalate", {}, moment, childTrace(order.lastEvent.trace)),
  );
}
