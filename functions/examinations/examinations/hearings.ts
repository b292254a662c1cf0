import { casePartition, instantOf } from "#shared/examinations/clock.ts";
import { ofCase } from "#shared/examinations/examined-case.ts";
import { type bodies, decide, openHearing } from "#shared/examinations/hearings/decide.ts";
import * as api from "#shared/examinations/hearings/hearing-api.ts";
import { type Circumstances, lifecycle } from "#shared/examinations/hearings/lifecycle.ts";
import { byApplicant, type Hearing } from "#shared/examinations/hearings/record.ts";
import { policy } from "#shared/examinations/limits.ts";
import { momentNow } from "#shared/kernel/calendar/moment.ts";
import type { Route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { actionRoutes, createRoute } from "#shared/kernel/http/record-actions.ts";
import { getRoute, historyRoute, listRoute } from "#shared/kernel/http/record-routes.ts";
import { caseToExamine, type ExaminationDeps, listExaminations, mayReadExamination } from "./of-case.ts";

type Asked = { action: string; body: unknown };

/** 听证. */
export function hearingRoutes(deps: ExaminationDeps): Route[] {
  const { hearings: store, parties, cases, isOneself } = deps;
  const resource = { store, mayRead: mayReadExamination<Hearing>(cases) };

  /** Whoever examines the case, and whom it concerns: none of them may be in the chair. */
  const partialIn = async (caseNumber: string): Promise<string[]> => {
    const [of, { items }] = await Promise.all([
      cases.examinedOf(caseNumber),
      parties.list("byCase", casePartition("interestedParty", caseNumber), { limit: policy.maxOfCase }),
    ]);
    return [...(of?.handlers ?? []), ...items.flatMap(({ account }) => account ?? [])];
  };
  const around = async (record: Hearing, given?: Asked): Promise<Circumstances> => {
    const moment = await momentNow(deps);
    if (given?.action !== "schedule") return moment;
    const { assignee, ...body } = given.body as (typeof bodies.schedule)["_output"];
    return {
      ...moment,
      asked: { at: instantOf(body), chair: assignee },
      partial: await partialIn(record.caseNumber),
    };
  };
  const view = async (record: Hearing, { role, id }: Caller): Promise<api.HearingView> => ({
    ...api.viewFields.parse(record),
    requests: record.requests.length,
    requestedByApplicant: record.requests.includes(byApplicant),
    ...(role !== "citizen" && record.chair && { chair: record.chair }),
    allowedActions: lifecycle.allowedActions(record, { role, id }, await around(record)),
  });

  return [
    createRoute(api.openHearingContract, {
      resource,
      async make({ id, request, body, trace }, caller) {
        const of = await caseToExamine("hearing", store, cases, body.caseNumber, caller);
        const actor = { role: caller.role, id: caller.id };
        const step = { actor, trace, request, words: body.words };
        return openHearing(id, ofCase(of), body.hearingGround, await momentNow(deps), step);
      },
      view,
    }),
    listRoute(api.listHearings, (request) => listExaminations("hearing", store, cases, request), view),
    getRoute(api.getHearing, resource, (record, { caller }) => view(record, caller)),
    historyRoute(api.getHearingHistory, resource),
    ...actionRoutes(api.hearingActions, { resource, decide, isOneself, around, view }),
  ];
}
