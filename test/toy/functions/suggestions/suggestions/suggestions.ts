import type { CasesPublic } from "#shared/cases/public.ts";
import type { Calendar } from "#shared/kernel/calendar/working-days.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import type { Route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { httpProblems } from "#shared/kernel/http/problem.ts";
import { actionRoutes, createRoute } from "#shared/kernel/http/record-actions.ts";
import { departmentAsked, getRoute, historyRoute, listRoute } from "#shared/kernel/http/record-routes.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import * as api from "../../../shared/suggestions/api.ts";
import { decide, makeSuggestion } from "../../../shared/suggestions/decide.ts";
import { lifecycle } from "../../../shared/suggestions/lifecycle.ts";
import { openPartition, type Suggestion, type suggestion } from "../../../shared/suggestions/record.ts";

export type SuggestionDeps = {
  store: RecordStore<Suggestion, (typeof suggestion)["indexes"]>;
  cases: Pick<CasesPublic, "factsOf">;
  calendar: () => Promise<Calendar>;
  now: Clock;
};

export function suggestions({ store, cases, calendar, now }: SuggestionDeps): Route[] {
  const resource = {
    store,
    mayRead: ({ authorId, department }: Suggestion, { id, role, department: own }: Caller) =>
      authorId === id || role === "supervisor" || department === own,
  };
  const view = async (record: Suggestion, { role, id }: Caller): Promise<api.SuggestionView> => ({
    ...api.viewFields.parse(record),
    allowedActions: lifecycle.allowedActions(record, { role, id }, { now: now() }),
  });

  return [
    createRoute(api.makeSuggestion, {
      resource,
      async make({ id, request, body, trace }, caller) {
        const about = await cases.factsOf(body.caseNumber);
        if (about?.applicantId !== caller.id) throw httpProblems.notFound();
        const { department } = about;
        const made = { suggestionId: id, ...body, department, authorId: caller.id };
        const actor = { role: caller.role, id: caller.id };
        return makeSuggestion(made, now(), await calendar(), { actor, trace, request });
      },
      view,
    }),
    listRoute(
      api.listSuggestions,
      (request) => {
        const department = departmentAsked(request);
        return department
          ? store.list("byDepartment", department, request.query)
          : store.list("open", openPartition, request.query);
      },
      (row) => api.rowFields.parse(row),
    ),
    getRoute(api.getSuggestion, resource, (record, { caller }) => view(record, caller)),
    historyRoute(api.getSuggestionHistory, resource),
    ...actionRoutes(api.suggestionActions, { resource, decide, around: async () => ({ now: now() }), view }),
  ];
}
