import type { CaseEvent } from "#events/case.ts";
import type { FeeStep, PaymentEvent } from "#events/payment.ts";
import { momentNow } from "#shared/kernel/calendar/moment.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { followEvents, type MessageHandler } from "#shared/kernel/messaging/consumer.ts";
import { changeRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";
import { closedWithCase } from "#shared/payments/decide.ts";
import { feeStepsReached, type IssueDeps, issueForCase } from "#shared/payments/issue-for-case.ts";
import type { FeePlatform } from "#shared/payments/platform/interface.ts";
import { casePartition, type Payment } from "#shared/payments/record.ts";
import { type RegisterDeps, registerNotice } from "#shared/payments/register.ts";
import { follows } from "#shared/payments/wiring.ts";

export type HandoverDeps = IssueDeps &
  RegisterDeps & {
    payments: Pick<RecordStore<Payment>, "ids" | "read" | "write">;
    platform: Pick<FeePlatform, "register" | "close" | "refund">;
  };

/** Asks for a case's fee when its step comes, and tells the platform what is to be paid, is not any more, and goes back. */
export function paymentHandover(deps: HandoverDeps): MessageHandler {
  const { payments, platform } = deps;

  const ask =
    (reached: FeeStep) =>
    async ({ data: { caseNumber }, traceparent }: CaseEvent): Promise<void> => {
      const actor = { role: "system", id: "cases" };
      await issueForCase(deps, { caseNumber, attempt: 1, actor, trace: childTrace(traceparent) }, reached);
    };

  const end = async ({ data: { caseNumber }, time, traceparent }: CaseEvent): Promise<void> => {
    const moment = await momentNow(deps);
    const trace = childTrace(traceparent);
    const until = time > moment.now ? time : moment.now;
    for (const id of await payments.ids("byCase", casePartition(caseNumber), until))
      await changeRecord(payments, id, (notice) => closedWithCase(notice, moment, trace));
  };

  const close = async ({ data: { paymentId } }: PaymentEvent): Promise<void> =>
    platform.close({ noticeNo: paymentId });

  return followEvents(follows, {
    submitted: ask(feeStepsReached.submitted),
    accepted: ask(feeStepsReached.accepted),
    partOpened: ask(feeStepsReached.partOpened),
    approved: ask(feeStepsReached.approved),
    decidedOnTheSpot: ask(feeStepsReached.decidedOnTheSpot),
    withdrawn: end,
    refused: end,
    terminated: end,
    lapsed: end,
    async issued({ data: { paymentId }, traceparent }) {
      const notice = await payments.read(paymentId);
      if (notice) await registerNotice(deps, notice, childTrace(traceparent));
    },
    waived: close,
    cancelled: close,
    expired: close,
    async refundConfirmed({ data: { paymentId } }) {
      const notice = await payments.read(paymentId);
      if (notice?.state !== "refunding" || !notice.paid) return;
      const { paid, amountFen } = notice;
      await platform.refund({ refundNo: paymentId, transactionNo: paid.transactionNo, amountFen });
    },
  });
}
