import { momentNow } from "#shared/kernel/calendar/moment.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { bySystem } from "#shared/kernel/lifecycle/decide.ts";
import { changeRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";
import { type SweepResult, sweepEach } from "#shared/kernel/sweeps/sweep.ts";
import { type ApplyDeps, applyResults } from "#shared/payments/apply-result.ts";
import { decide } from "#shared/payments/decide.ts";
import { type Difference, openPartition } from "#shared/payments/difference-record.ts";
import type { FeePlatform } from "#shared/payments/platform/interface.ts";
import { type Payment, watchedPartition } from "#shared/payments/record.ts";
import { type RegisterDeps, registerNotice } from "#shared/payments/register.ts";

export type WatchDeps = ApplyDeps &
  RegisterDeps & {
    payments: Pick<RecordStore<Payment>, "ids" | "read" | "write">;
    differences: Pick<RecordStore<Difference>, "ids" | "read" | "write">;
    platform: Pick<FeePlatform, "register" | "results" | "refund" | "refundResult">;
  };

const happens = bySystem(decide, "watch");

/** What was not sent to the platform, or not reported by it: sent once more, asked for; and notices whose due day is over. */
export async function watchPayments(deps: WatchDeps): Promise<SweepResult> {
  const { payments, platform } = deps;
  const apply = applyResults(deps);
  const { now } = await momentNow(deps);

  const look = async (id: string): Promise<boolean> => {
    const before = await payments.read(id);
    if (!before) return false;
    const trace = childTrace(before.lastEvent.trace);
    if (before.state === "refunding" && before.paid) {
      const { amountFen, paid } = before;
      await platform.refund({ refundNo: id, transactionNo: paid.transactionNo, amountFen });
    }
    if (before.registeredAt)
      for (const result of await platform.results({ noticeNo: id })) await apply(result, trace);
    else await registerNotice(deps, before, trace);
    // Only after the platform was asked: money that came in time is not late because nobody reported it.
    const moment = await momentNow(deps);
    await changeRecord(payments, id, (notice) => happens(notice, "expire", {}, moment, trace));
    return (await payments.read(id))?.version !== before.version;
  };

  const give = async (id: string): Promise<boolean> => {
    const found = await deps.differences.read(id);
    if (found?.state !== "returning") return false;
    const { transactionNo, amountFen } = found;
    await platform.refund({ refundNo: id, transactionNo, amountFen });
    const result = await platform.refundResult(id);
    if (result) await apply(result, childTrace(found.lastEvent.trace));
    return result !== undefined;
  };

  const watched = await payments.ids("watched", watchedPartition, now);
  const open = await deps.differences.ids("openDifferences", openPartition, now);
  const isDifference = new Set(open);
  return sweepEach([...watched, ...open], (id) => (isDifference.has(id) ? give(id) : look(id)));
}
