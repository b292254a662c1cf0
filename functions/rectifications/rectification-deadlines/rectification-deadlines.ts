import type { Calendar } from "#shared/kernel/calendar/working-days.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { changeOrder } from "#shared/rectifications/change-order.ts";
import { escalate } from "#shared/rectifications/decide.ts";
import type { OrderStore } from "#shared/rectifications/order-store.ts";
import type { Policy } from "#shared/rectifications/policy.ts";

export type DeadlineDeps = {
  store: Pick<OrderStore, "overdue" | "read" | "write">;
  calendar: () => Promise<Calendar>;
  policy: Policy;
  now: () => string;
};

const logs = defineLogs("rectificationDeadlines", {
  swept: { level: "info", text: "the work orders' deadlines were looked through" },
  escalated: { level: "warn", text: "a work order is late and was escalated" },
});

/**
 * Work orders that are late are escalated to the supervisors, each deadline once: a second run, also at the same
 * time, does nothing twice.
 */
export async function escalateOverdue(deps: DeadlineDeps): Promise<{ overdue: number; escalated: number }> {
  const { store, policy } = deps;
  const [now, calendar] = [deps.now(), await deps.calendar()];
  const overdue = await store.overdue(now);
  let escalated = 0;
  for (const rectificationId of overdue) {
    const changed = await changeOrder(store, rectificationId, (order) =>
      escalate(order, { now, calendar, policy, trace: childTrace(order.lastEvent.trace) }),
    );
    if (!changed) continue;
    escalated += 1;
    log(logs.escalated, { rectificationId, dueAt: changed.dueAt });
  }
  log(logs.swept, { overdue: overdue.length, escalated });
  return { overdue: overdue.length, escalated };
}
