import type { CasesPublic } from "#shared/cases/public.ts";
import * as api from "#shared/commitments/api.ts";
import { decide } from "#shared/commitments/decide.ts";
import { lifecycle } from "#shared/commitments/lifecycle.ts";
import { type Commitment, type commitment, openPartition } from "#shared/commitments/record.ts";
import { type MomentDeps, momentNow } from "#shared/kernel/calendar/moment.ts";
import type { Route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import type { IsOneself } from "#shared/kernel/http/record-actions.ts";
import { actionRoutes } from "#shared/kernel/http/record-actions.ts";
import {
  departmentAsked,
  getRoute,
  historyRoute,
  listRoute,
  ofOwnDepartment,
} from "#shared/kernel/http/record-routes.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";

export type CommitmentDeps = MomentDeps & {
  isOneself: IsOneself;
  store: RecordStore<Commitment, (typeof commitment)["indexes"]>;
  cases: Pick<CasesPublic, "mayReadCase">;
};

/** What staff find when they check commitments, and what the applicant sees of it. */
export function commitments(deps: CommitmentDeps): Route[] {
  const { store, cases, isOneself } = deps;
  /** Whoever its case is shown to, and staff of the department. */
  const mayRead = async (one: Commitment, caller: Caller): Promise<boolean> =>
    caller.role === "citizen"
      ? one.applicantId === caller.id || (await cases.mayReadCase(one.caseNumber, caller))
      : ofOwnDepartment(one, caller);
  const resource = { store, mayRead };
  const around = () => momentNow(deps);
  const view = async (one: Commitment, { role, id }: Caller): Promise<api.CommitmentView> => {
    const moment = await around();
    return {
      ...api.commitmentFields.parse(one),
      overdue: lifecycle.isOpen(one) && one.state !== "revoked" && one.dueAt < moment.now,
      allowedActions: lifecycle.allowedActions(one, { role, id }, moment),
    };
  };
  return [
    listRoute(
      api.listCommitments,
      (request) => {
        const department = departmentAsked(request);
        return department
          ? store.list("openByDepartment", department, request.query)
          : store.list("open", openPartition, request.query);
      },
      view,
    ),
    getRoute(api.getCommitment, resource, (one, { caller }) => view(one, caller)),
    historyRoute(api.getCommitmentHistory, resource),
    ...actionRoutes(api.commitmentActions, { resource, decide, isOneself, around, view }),
  ];
}
