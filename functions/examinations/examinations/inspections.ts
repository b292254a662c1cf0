import { casePartition, instantOf } from "#shared/examinations/clock.ts";
import { ofCase } from "#shared/examinations/examined-case.ts";
import { type bodies, decide, planInspection } from "#shared/examinations/inspections/decide.ts";
import * as api from "#shared/examinations/inspections/inspection-api.ts";
import { type Circumstances, lifecycle } from "#shared/examinations/inspections/lifecycle.ts";
import type { Inspection } from "#shared/examinations/inspections/record.ts";
import { policy } from "#shared/examinations/limits.ts";
import { momentNow } from "#shared/kernel/calendar/moment.ts";
import type { Route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { actionRoutes, createRoute } from "#shared/kernel/http/record-actions.ts";
import { getRoute, historyRoute, listRoute } from "#shared/kernel/http/record-routes.ts";
import { caseToExamine, type ExaminationDeps, listExaminations, mayReadExamination } from "./of-case.ts";

type Asked = { action: string; body: unknown };

/** What is asked for of whom and when, by the bodies that say it. */
function askedOf({ action, body }: Asked): Circumstances["asked"] {
  if (action === "schedule") {
    const { officers, ...appointment } = body as (typeof bodies.schedule)["_output"];
    return { at: instantOf(appointment), officers: officers.map(({ account }) => account) };
  }
  return action === "reschedule"
    ? { at: instantOf(body as (typeof bodies.reschedule)["_output"]) }
    : undefined;
}

/** 现场核查. */
export function inspectionRoutes(deps: ExaminationDeps): Route[] {
  const { inspections: store, parties, cases } = deps;
  const resource = { store, mayRead: mayReadExamination<Inspection>(cases) };

  const around = async (record: Inspection, given?: Asked): Promise<Circumstances> => {
    const moment = await momentNow(deps);
    const asked = given && askedOf(given);
    const needsCase = lifecycle.asks("notRequired", record);
    const of = needsCase ? await cases.examinedOf(record.caseNumber) : undefined;
    const required = of?.needs.includes("inspection") ?? false;
    if (!asked?.officers) return { ...moment, asked, required };
    const { items } = await parties.list("byCase", casePartition("interestedParty", record.caseNumber), {
      limit: policy.maxOfCase,
    });
    return { ...moment, asked, required, concerned: items.flatMap(({ account }) => account ?? []) };
  };
  const view = async (record: Inspection, { role, id }: Caller): Promise<api.InspectionView> => {
    const { officers, ...shown } = api.viewFields.parse(record);
    return {
      ...shown,
      officers: officers.map(({ account, cardNumber }) => ({
        cardNumber,
        ...(role !== "citizen" && { account }),
      })),
      allowedActions: lifecycle.allowedActions(record, { role, id }, await around(record)),
    };
  };

  return [
    createRoute(api.planInspectionContract, {
      resource,
      async make({ id, request, body, trace }, caller) {
        const of = await caseToExamine("inspection", store, cases, body.caseNumber, caller);
        const actor = { role: caller.role, id: caller.id };
        const step = { actor, trace, request, words: body.words };
        return planInspection(id, ofCase(of), await momentNow(deps), step);
      },
      view,
    }),
    listRoute(api.listInspections, (request) => listExaminations("inspection", store, cases, request), view),
    getRoute(api.getInspection, resource, (record, { caller }) => view(record, caller)),
    historyRoute(api.getInspectionHistory, resource),
    ...actionRoutes(api.inspectionActions, { resource, decide, around, view }),
  ];
}
