import type { CasesPublic } from "#shared/cases/public.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { actionRoutes } from "#shared/kernel/http/record-actions.ts";
import { getRoute, listRoute } from "#shared/kernel/http/record-routes.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import * as api from "#shared/ratings/calls/call-api.ts";
import {
  allDraws,
  type Call,
  call,
  type Draw,
  digestOf,
  draw,
  drawFrom,
  drawIdOf,
} from "#shared/ratings/calls/calls.ts";
import { type Bodies, decide, openCall } from "#shared/ratings/calls/decide.ts";
import { lifecycle } from "#shared/ratings/calls/lifecycle.ts";
import type { RatingDeps } from "#shared/ratings/dynamodb-ratings.ts";
import { unratedCases } from "#shared/ratings/figures/days.ts";
import { lookUp, ratingToWrite } from "#shared/ratings/record-rating.ts";

export type CallDeps = Pick<
  RatingDeps,
  "calls" | "draws" | "store" | "figures" | "departments" | "rules" | "now"
> & { cases: Pick<CasesPublic, "factsOf" | "handlersOf"> };

const logs = defineLogs("ratingManagement", {
  drawn: { level: "info", text: "cases were drawn whose applicants are called" },
});

/** What is shown of a draw is what its list has of it. */
const mayRead = () => true;

/** 电话邀评: a sample of those who did not rate by themselves is asked on the telephone. */
export function callRoutes(deps: CallDeps): Route[] {
  const { calls, draws, cases, now } = deps;
  const { read, write } = calls;
  const resource = { store: { read, write }, mayRead };
  const around = async (record: Call) => ({
    now: now(),
    handlers: lifecycle.asks("notHandler", record) ? await cases.handlersOf(record.caseNumber) : [],
  });
  const view = async (record: Call, { role, id }: Caller) => ({
    ...call.schema.parse(record),
    allowedActions: lifecycle.allowedActions(record, { role, id }, await around(record)),
  });

  /** Keeps a draw once. It comes after its calls, so what a crash leaves is completed the next time. */
  const keep = async (made: Draw): Promise<Draw> => {
    const { drawId, cases: drawn, lastEvent } = made;
    const moment = { at: lastEvent.at, trace: lastEvent.trace };
    for (let from = 0; from < drawn.length; from += 20)
      await Promise.all(
        drawn.slice(from, from + 20).map((caseNumber) => write(openCall(drawId, caseNumber, moment))),
      );
    return (await draws.write(made)) ? made : ((await draws.read(drawId)) ?? made);
  };

  /** A call says `rated` from when its rating stands. */
  const rate = async (
    { callId, caseNumber }: Call,
    { body, caller, traceparent }: { body: Bodies["record"]; caller: Caller; traceparent: string },
  ) => {
    const { rating } = body;
    if (!rating) return [];
    const id = { caseNumber, stage: "completion", turn: "first" } as const;
    const source = { channel: "telephone", interviewerId: caller.id } as const;
    const known = await lookUp(deps, id);
    const by = { who: `call ${callId} ${caller.id}` };
    const put = await ratingToWrite(deps, id, known, rating, source, by, traceparent);
    return put ? [put] : [];
  };

  return [
    route(api.drawCalls)(async ({ body: { department, ...body }, caller, traceparent }) => {
      const question = { ...body, ...(department && { department }) };
      const drawId = drawIdOf(question);
      const known = await draws.read(drawId);
      if (known) return { status: 201, body: api.drawFields.parse(known) };
      const population = await unratedCases(
        deps.figures,
        department ? [department] : deps.departments,
        question,
      );
      const drawn = drawFrom(population, drawId, question.size);
      const at = now();
      const kept = await keep(
        draw.first(
          {
            drawId,
            ...question,
            population: population.length,
            populationDigest: digestOf(population),
            drawn: drawn.length,
            drawnBy: caller.id,
            drawnAt: at,
            cases: drawn,
          },
          { event: "drawn", at, trace: traceparent, actor: { role: caller.role, id: caller.id } },
        ),
      );
      log(logs.drawn, { drawId, population: kept.population, drawn: kept.drawn, by: caller.id });
      return { status: 201, body: api.drawFields.parse(kept) };
    }),
    listRoute(
      api.listDraws,
      ({ query }) => draws.list("draws", allDraws, { ...query, newestFirst: true }),
      (row) => row,
    ),
    getRoute(api.getDraw, { store: draws, mayRead }, async (found) => {
      const byCase = new Map((await calls.readGroup(found.drawId)).map((each) => [each.caseNumber, each]));
      // Only what the draw names: a draw at the same moment may have left others beside it.
      const named = found.cases.flatMap((caseNumber) => byCase.get(caseNumber) ?? []);
      return { draw: api.drawFields.parse(found), calls: named.map((each) => call.schema.parse(each)) };
    }),
    getRoute(api.getCall, resource, (record, { caller }) => view(record, caller)),
    ...actionRoutes(api.callActions, { resource, decide, around, beside: rate, view }),
  ];
}
