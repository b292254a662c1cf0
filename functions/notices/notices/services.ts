import type { CasesPublic } from "#shared/cases/public.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import type { Route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { actionRoutes } from "#shared/kernel/http/record-actions.ts";
import {
  departmentAsked,
  getRoute,
  historyRoute,
  listRoute,
  ofOwnDepartment,
} from "#shared/kernel/http/record-routes.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import * as api from "#shared/notices/service/api.ts";
import { decideService } from "#shared/notices/service/decide.ts";
import { type ServiceDecisionContext, serviceLifecycle } from "#shared/notices/service/lifecycle.ts";
import { openPartition, type Service, type service, servicesOfCase } from "#shared/notices/service/record.ts";

export type ServiceDeps = {
  services: RecordStore<Service, (typeof service)["indexes"]>;
  cases: Pick<CasesPublic, "deliveryPartyOf">;
  now: Clock;
};

/** What clerks do about documents that were not served by themselves: letters, telephone calls. */
export function services({ services: store, cases, now }: ServiceDeps): Route[] {
  const resource = { store, mayRead: (one: Service, caller: Caller) => ofOwnDepartment(one, caller) };
  const around = async (one: Service, { action }: { action: string }): Promise<ServiceDecisionContext> => {
    if (action !== "post") return { now: now() };
    const { caseNumber } = one;
    const letters = (await servicesOfCase(store, caseNumber)).map(({ posting = 0 }) => posting);
    const hasAddress = (await cases.deliveryPartyOf(caseNumber, "notice")) !== undefined;
    return { now: now(), hasAddress, posting: Math.max(0, ...letters) + 1 };
  };
  const view = async (one: Service, { role, id }: Caller): Promise<api.ServiceView> => ({
    ...api.serviceFields.parse(one),
    allowedActions: serviceLifecycle.allowedActions(one, { role, id }, { now: now() }),
  });
  return [
    listRoute(
      api.listServices,
      (request) => {
        const department = departmentAsked(request);
        return department
          ? store.list("tasksByDepartment", department, request.query)
          : store.list("tasks", openPartition, request.query);
      },
      view,
    ),
    getRoute(api.getService, resource, (one, { caller }) => view(one, caller)),
    historyRoute(api.getServiceHistory, resource),
    ...actionRoutes(api.serviceActions, { resource, decide: decideService, around, view }),
  ];
}
