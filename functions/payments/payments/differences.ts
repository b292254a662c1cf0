import { type MomentDeps, momentNow } from "#shared/kernel/calendar/moment.ts";
import type { Route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import type { IsOneself } from "#shared/kernel/http/record-actions.ts";
import { actionRoutes } from "#shared/kernel/http/record-actions.ts";
import { departmentAsked, getRoute, listRoute } from "#shared/kernel/http/record-routes.ts";
import { bySystem } from "#shared/kernel/lifecycle/decide.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import * as api from "#shared/payments/api.ts";
import { decide } from "#shared/payments/decide.ts";
import {
  type DifferenceDecisionContext,
  decideDifference,
  differenceLifecycle,
} from "#shared/payments/difference.ts";
import { type Difference, difference, openPartition } from "#shared/payments/difference-record.ts";
import type { Payment } from "#shared/payments/record.ts";

export type DifferenceDeps = MomentDeps & {
  isOneself: IsOneself;
  payments: Pick<RecordStore<Payment>, "read" | "put">;
  differences: RecordStore<Difference, (typeof difference)["indexes"]>;
};

const { schema: differenceFields } = difference;
const happens = bySystem(decide, "differences");

/** What nobody knows the notice of belongs to no department: supervisors settle it, and any reviewer may confirm. */
const maySee = ({ department }: Difference, { role, department: own }: Caller): boolean =>
  role === "supervisor" || department === undefined || department === own;

/** What staff do about money that fits no notice. */
export function differenceRoutes(deps: DifferenceDeps): Route[] {
  const { differences: store, payments, isOneself } = deps;
  const { history: _none, ...kept } = store;
  const resource = { store: kept, mayRead: maySee };

  const isCreditable = async ({
    paymentId,
    kind,
    amountFen,
    transactionNo,
  }: Difference): Promise<boolean> => {
    if (kind !== "late" || !paymentId) return false;
    const notice = await payments.read(paymentId);
    // Credited already, by a request that is repeated.
    if (notice?.paid?.transactionNo === transactionNo) return true;
    return ["issued", "expired"].includes(notice?.state ?? "") && notice?.amountFen === amountFen;
  };
  const around = async (record: Difference): Promise<DifferenceDecisionContext> => ({
    ...(await momentNow(deps)),
    creditable: await isCreditable(record),
  });
  const view = async (record: Difference, { role, id }: Caller): Promise<api.DifferenceView> => ({
    ...differenceFields.parse(record),
    allowedActions: differenceLifecycle.allowedActions(record, { role, id }, await around(record)),
  });

  return [
    listRoute(
      api.listDifferences,
      (request) => {
        const department = departmentAsked(request);
        return department
          ? store.list("openDifferencesByDepartment", department, request.query)
          : store.list("openDifferences", openPartition, request.query);
      },
      view,
    ),
    getRoute(api.getDifference, resource, (record, { caller }) => view(record, caller)),
    ...actionRoutes(api.differenceActions, {
      resource,
      decide: decideDifference,
      isOneself,
      around,
      /** Money is credited from when its notice is paid. */
      async beside({ state, paymentId, transactionNo, paidAt, channel }, { traceparent }) {
        const notice = state === "credited" && paymentId ? await payments.read(paymentId) : undefined;
        if (!notice || notice.paid?.transactionNo === transactionNo) return [];
        const money = { transactionNo, at: paidAt, channel };
        const paid = happens(notice, "pay", money, await momentNow(deps), traceparent);
        return paid ? [await payments.put(paid)] : [];
      },
      view,
    }),
  ];
}
