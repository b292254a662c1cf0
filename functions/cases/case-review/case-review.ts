import { type Bring, caseActionRoutes } from "#shared/cases/action-routes.ts";
import { getWorklist, officeContracts } from "#shared/cases/api.ts";
import { type CaseStore, formOf } from "#shared/cases/case-store.ts";
import { lateFindings, withNotice } from "#shared/cases/one-time-notice.ts";
import type { CaseDeps } from "#shared/cases/run-command.ts";
import { viewWithProgress } from "#shared/cases/view.ts";
import { worklist } from "#shared/cases/worklist.ts";
import type { Route } from "#shared/kernel/http/api.ts";
import { httpProblems } from "#shared/kernel/http/problem.ts";
import { departmentAsked, listRoute } from "#shared/kernel/http/record-routes.ts";

/** A notice stands on the revision that it finds wanting; what an earlier one could have told is refused. */
const noticeGiven =
  (store: CaseStore): Bring =>
  async (head, { note: { notice, reason } }) => {
    if (!notice) return {};
    const form = await formOf(store, head);
    const { noticeRevision } = head;
    const earlier = noticeRevision === undefined ? undefined : await formOf(store, head, noticeRevision);
    return {
      form: withNotice(form, notice, reason, earlier),
      ...(earlier && { lateFindings: lateFindings(notice, earlier, form) }),
    };
  };

export function caseReviewApi(deps: CaseDeps): Route[] {
  const { store } = deps;
  return [
    listRoute(
      getWorklist,
      async (request) => {
        const department = departmentAsked(request);
        if (!department) throw httpProblems.forbidden();
        const { cursor, limit, state } = request.query;
        return worklist(store, department, state, { cursor, limit });
      },
      (row, caller) => viewWithProgress(deps, row, caller),
    ),
    ...caseActionRoutes(deps, officeContracts, { requestSupplement: noticeGiven(store) }),
  ];
}
