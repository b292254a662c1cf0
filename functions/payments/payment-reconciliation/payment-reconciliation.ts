import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { type SweepResult, sweepEach } from "#shared/kernel/sweeps/sweep.ts";
import { type ApplyDeps, applyResults } from "#shared/payments/apply-result.ts";
import { foundDifference } from "#shared/payments/difference.ts";
import type { FeePlatform } from "#shared/payments/platform/interface.ts";
import type { Payment, payment } from "#shared/payments/record.ts";

export type ReconciliationDeps = ApplyDeps & {
  payments: Pick<RecordStore<Payment, (typeof payment)["indexes"]>, "between" | "read" | "write">;
  platform: Pick<FeePlatform, "paymentsOf">;
};

const dayMs = 86_400_000;
/** A run that failed is made good by the next ones. */
const daysBack = 3;
const lastPlace = "~";

/**
 * 对账: the platform's list of each of the last days against ours, both ways. What it has and we do not counts as if it
 * had just been reported; what we count and it does not have is a difference.
 */
export async function reconcile(deps: ReconciliationDeps): Promise<SweepResult> {
  const apply = applyResults(deps);
  const now = deps.now();
  const days = Array.from({ length: daysBack }, (_, back) =>
    dayOf(new Date(Date.parse(now) - (back + 1) * dayMs).toISOString()),
  );
  return sweepEach(days, async (day) => {
    const trace = childTrace(undefined);
    const theirs = await deps.platform.paymentsOf(day);
    for (const result of theirs) await apply(result, trace);
    const there = new Set(theirs.map(({ transactionNo }) => transactionNo));
    const ours = await deps.payments.between("byPaidDay", day, "0", lastPlace);
    let found = false;
    for (const { paymentId, paid } of ours) {
      if (!paid || there.has(paid.transactionNo)) continue;
      const notice = await deps.payments.read(paymentId);
      if (!notice) continue;
      const { paymentCode, amountFen } = notice;
      const missing = {
        ...{ paymentCode, amountFen, transactionNo: paid.transactionNo, channel: paid.channel },
        paidAt: paid.at,
      };
      const record = foundDifference("notAtPlatform", missing, notice, { now, trace });
      found = (await deps.differences.write(record)) || found;
    }
    return found;
  });
}
