import { type MomentDeps, momentNow } from "#shared/kernel/calendar/moment.ts";
import { bySystem } from "#shared/kernel/lifecycle/decide.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { changeRecord, type RecordStore, settled } from "#shared/kernel/records/record-store.ts";
import { decide } from "./decide.ts";
import { decideDifference, foundDifference } from "./difference.ts";
import type { Difference, DifferenceKind } from "./difference-record.ts";
import type { PaidResult, PlatformResult, RefundResult } from "./platform/interface.ts";
import type { Payment } from "./record.ts";

export type ApplyDeps = MomentDeps & {
  payments: Pick<RecordStore<Payment>, "read" | "write">;
  differences: Pick<RecordStore<Difference>, "read" | "write">;
};

const logs = defineLogs("payments", {
  differs: { level: "warn", text: "money came that fits no open notice; staff have to settle it" },
  unknownRefund: { level: "error", text: "the platform tells of a refund that nobody here asked for" },
});

const happens = bySystem(decide, "feePlatform");
const settles = bySystem(decideDifference, "feePlatform");

const inUtc = (instant: string): string => new Date(instant).toISOString();

/** Why money does not pay a notice; undefined when it does. */
function misfit(notice: Payment, { amountFen, paidAt }: PaidResult): DifferenceKind | undefined {
  const { state, dueAt } = notice;
  if (state === "paid" || state === "refunding" || state === "refunded") return "paidTwice";
  if (state === "waived" || state === "cancelled") return "closedNotice";
  if (amountFen !== notice.amountFen) return "wrongAmount";
  return inUtc(paidAt) > dueAt ? "late" : undefined;
}

/**
 * What the platform says of money, by callback, answer or list: the same result counts once, in whatever order and
 * however often it comes; what pays no open notice is kept as a difference for staff.
 */
export function applyResults(deps: ApplyDeps) {
  const keepDifference = async (
    kind: DifferenceKind,
    result: PaidResult,
    notice: Payment | undefined,
    trace: string,
  ): Promise<void> => {
    const transaction = { ...result, paidAt: inUtc(result.paidAt) };
    const found = foundDifference(kind, transaction, notice, { now: deps.now(), trace });
    // A false first write means that it was found before.
    if (await deps.differences.write(found))
      log(logs.differs, { differenceId: found.differenceId, kind, paymentId: notice?.paymentId });
  };

  const applyPaid = async (result: PaidResult, trace: string): Promise<void> => {
    const moment = await momentNow(deps);
    const { noticeNo, transactionNo, channel, receipt } = result;
    let odd: { kind: DifferenceKind; notice?: Payment } | undefined = { kind: "unknownCode" };
    if (noticeNo !== undefined)
      await changeRecord(deps.payments, noticeNo, (notice) => {
        odd = { kind: "unknownCode" };
        if (notice.paymentCode !== result.paymentCode) return undefined;
        odd = undefined;
        if (notice.paid?.transactionNo === transactionNo)
          return (receipt && happens(notice, "addReceipt", { receipt }, moment, trace)) ?? settled;
        const kind = misfit(notice, result);
        if (kind) odd = { kind, notice };
        const paid = { transactionNo, at: inUtc(result.paidAt), channel, ...(receipt && { receipt }) };
        return kind ? undefined : happens(notice, "pay", paid, moment, trace);
      });
    if (odd) await keepDifference(odd.kind, result, odd.notice, trace);
  };

  const applyRefund = async ({ refundNo, done, at }: RefundResult, trace: string): Promise<void> => {
    const moment = await momentNow(deps);
    const notice = await deps.payments.read(refundNo);
    if (notice) {
      await changeRecord(deps.payments, refundNo, (record) => {
        if (done) return happens(record, "refund", { at: inUtc(at) }, moment, trace);
        // Of an earlier try, reported once more: this one is not answered by it.
        if (inUtc(at) < (record.refundConfirmedAt ?? "")) return settled;
        return happens(record, "refuseRefund", {}, moment, trace);
      });
      return;
    }
    const found = await deps.differences.read(refundNo);
    if (!found) {
      log(logs.unknownRefund, { refundNo });
      return;
    }
    await changeRecord(deps.differences, refundNo, (record) => {
      if (!done && inUtc(at) < (record.settled?.at ?? "")) return settled;
      return settles(record, done ? "returned" : "refuseReturn", {}, moment, trace);
    });
  };

  return async (result: PlatformResult, trace: string): Promise<void> =>
    result.kind === "paid" ? applyPaid(result, trace) : applyRefund(result, trace);
}
