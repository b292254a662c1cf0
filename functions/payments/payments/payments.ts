import type { CasesPublic } from "#shared/cases/public.ts";
import type { ConditionalPut } from "#shared/kernel/aws/put-version.ts";
import { momentNow } from "#shared/kernel/calendar/moment.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { actionRoutes } from "#shared/kernel/http/record-actions.ts";
import {
  departmentAsked,
  getRoute,
  historyRoute,
  listRoute,
  readVisible,
} from "#shared/kernel/http/record-routes.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { filteredPage } from "#shared/kernel/records/kept-page.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import * as api from "#shared/payments/api.ts";
import { type ApplyDeps, applyResults } from "#shared/payments/apply-result.ts";
import { reductionsFor } from "#shared/payments/assess.ts";
import { type DecisionContext, decide } from "#shared/payments/decide.ts";
import { type IssueDeps, isUnderway, itemOf, noticeForCase } from "#shared/payments/issue-for-case.ts";
import type { FeePlatform, FeePlatformSettings } from "#shared/payments/platform/interface.ts";
import { paymentProblems } from "#shared/payments/problems.ts";
import {
  casePartition,
  openPartition,
  type Payment,
  type payment,
  paymentsOfNames,
} from "#shared/payments/record.ts";
import type { Standing } from "#shared/representations/public.ts";
import { type DifferenceDeps, differenceRoutes } from "./differences.ts";
import { paymentView } from "./view.ts";

export type PaymentDeps = ApplyDeps &
  IssueDeps &
  DifferenceDeps & {
    payments: RecordStore<Payment, (typeof payment)["indexes"]>;
    cases: Pick<CasesPublic, "recordOf" | "stateOf" | "mayReadCase">;
    standing: Pick<Standing, "listed">;
    platform: Pick<FeePlatform, "results">;
    settings: FeePlatformSettings;
  };

const logs = defineLogs("paymentApi", {
  silent: { level: "warn", text: "the platform did not answer whether a notice is paid" },
});

/** What people see of payment notices and do about them. */
export function payments(deps: PaymentDeps): Route[] {
  const { payments: store, items, cases, platform, standing } = deps;
  /** Whoever the case is shown to: who applied, and whoever acts for them now. */
  const maySee = async (
    { applicantId, caseNumber, department }: Payment,
    caller: Caller,
  ): Promise<boolean> =>
    caller.role === "citizen"
      ? applicantId === caller.id || (await cases.mayReadCase(caseNumber, caller))
      : caller.role === "supervisor" || department === caller.department;
  const resource = { store, mayRead: maySee };
  const view = paymentView(deps);
  const apply = applyResults(deps);

  /** A notice takes another's place in the moment in which that one is cancelled. */
  const replace = async (
    { caseNumber, attempt, proposal }: Payment,
    { role, id }: Caller,
    trace: string,
  ): Promise<ConditionalPut[]> => {
    const { reductionId, amountFen } = proposal ?? {};
    const reduction = reductionId && amountFen ? { reductionId, amountFen } : undefined;
    const asked = { caseNumber, attempt: attempt + 1, reduction, actor: { role, id }, trace };
    const notice = await noticeForCase(deps, asked, "delivery");
    if (!notice) throw new Error(`case ${caseNumber} has no application that its fee could be computed from`);
    return [await store.put(notice)];
  };

  return [
    listRoute(
      api.listPayments,
      (request) => {
        const department = departmentAsked(request);
        return department
          ? store.list("openByDepartment", department, request.query)
          : store.list("open", openPartition, request.query);
      },
      view,
    ),
    listRoute(
      api.listPaymentsOfCase,
      async ({ query: { caseNumber, onBehalfOf, ...page }, caller }) => {
        if (caseNumber === undefined) {
          const { names, covers } = await standing.listed(caller, onBehalfOf);
          return filteredPage(
            (query) => paymentsOfNames(store, names, query),
            ({ itemCode }) => covers(itemCode),
            page,
          );
        }
        const found = await store.list("byCase", casePartition(caseNumber), { ...page, newestFirst: true });
        // All of one case are one applicant's and one department's.
        const [first] = found.items;
        return first && (await maySee(first, caller)) ? found : { items: [], next: undefined };
      },
      view,
    ),
    getRoute(api.getPayment, resource, (record, { caller }) => view(record, caller)),
    historyRoute(api.getPaymentHistory, resource),
    route(api.checkPayment)(async ({ path, caller, traceparent }) => {
      const { paymentId } = await readVisible(resource, path.paymentId, caller);
      const results = await platform.results({ noticeNo: paymentId }).catch((error: unknown) => {
        log(logs.silent, { paymentId, cause: error instanceof Error ? error.message : "unknown" });
        throw paymentProblems.paymentPlatformSilent();
      });
      for (const result of results) await apply(result, traceparent);
      const record = await readVisible(resource, paymentId, caller);
      const opened = { of: record.caseNumber, record: paymentId };
      return { status: 200, body: await view(record, caller), opened };
    }),
    ...actionRoutes(api.paymentActions, {
      resource,
      decide,
      isOneself: deps.isOneself,
      async around(record, { action, body }): Promise<DecisionContext> {
        const moment = await momentNow(deps);
        const caseOpen = isUnderway(await cases.stateOf(record.caseNumber));
        if (action !== "proposeWaiver") return { ...moment, caseOpen };
        const { reductionId } = body as { reductionId: string };
        const { fee } = await itemOf(items, record);
        const reduction = reductionsFor(fee, record.lines).find((one) => one.reductionId === reductionId);
        if (!reduction) throw paymentProblems.reductionUnknown();
        return { ...moment, caseOpen, reduction };
      },
      beside: async ({ cancelledFor }, { before, caller, traceparent }) =>
        cancelledFor === "replaced" ? replace(before, caller, traceparent) : [],
      view,
    }),
    ...differenceRoutes(deps),
  ];
}
