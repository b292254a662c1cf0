import type { CaseEvent } from "#events/case.ts";
import type { TongbanEvent } from "#events/define-event.ts";
import type { PaymentEvent } from "#events/payment.ts";
import type { CasesPublic } from "#shared/cases/public.ts";
import type { CatalogueItems } from "#shared/catalogue/public.ts";
import { type MomentDeps, momentNow } from "#shared/kernel/calendar/moment.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { shortEventName } from "#shared/kernel/http/record-contracts.ts";
import type { OwedCheck } from "#shared/kernel/messaging/owed.ts";
import { dynamodbRecordReader } from "#shared/kernel/records/dynamodb-record-store.ts";
import { eventsOf } from "#shared/kernel/records/replay.ts";
import { closedWithCase } from "./decide.ts";
import { feeStepsReached, noticeForCase } from "./issue-for-case.ts";
import { casePartition, payment } from "./record.ts";
import { follows, where } from "./wiring.ts";

type Asked = MomentDeps & {
  cases: Pick<CasesPublic, "recordOf">;
  items: Pick<CatalogueItems, "version">;
};

/** Whether what a case costs was asked for, and is not asked for any more once it has ended. */
export function paymentsOwed(table: string, deps: Asked): OwedCheck<CaseEvent | PaymentEvent> {
  const { read, readMany, ids } = dynamodbRecordReader(payment, table);
  const toCome: Readonly<Record<string, (typeof feeStepsReached)[keyof typeof feeStepsReached]>> =
    feeStepsReached;
  return {
    follows,
    where,
    async missing({ type, data, traceparent: trace }) {
      // What the platform is to be told of a notice, `payment-watch` asks hourly; a closed one takes no money any more.
      if ("paymentId" in data) return [];
      const { caseNumber } = data;
      const reached = toCome[shortEventName(type)];
      if (reached) {
        const actor = { role: "system", id: "cases" };
        const notice = await noticeForCase(deps, { caseNumber, attempt: 1, actor, trace }, reached);
        return notice && !(await read(notice.paymentId)) ? ["payment notice"] : [];
      }
      const moment = await momentNow(deps);
      const notices = await readMany(await ids("byCase", casePartition(caseNumber), moment.now));
      return notices.some((notice) => closedWithCase(notice, moment, trace))
        ? ["end of a payment notice"]
        : [];
    },
  };
}

/** What became of a case's notices, step by step. */
export function paymentSteps(table: string, now: Clock) {
  const { readMany, ids, history } = dynamodbRecordReader(payment, table);
  return async (caseNumber: string): Promise<TongbanEvent[]> => {
    const notices = await readMany(await ids("byCase", casePartition(caseNumber), now()));
    return (await Promise.all(notices.map((notice) => eventsOf(payment, { history }, notice)))).flat();
  };
}
