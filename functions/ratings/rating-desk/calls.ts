import type { CasesPublic } from "#shared/cases/public.ts";
import { encodeCursor } from "#shared/kernel/aws/cursor.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { drawCalls, listCalls, listDraws, recordCall } from "#shared/ratings/calls/call-api.ts";
import { afterAttempt, type CallStore, digestOf, drawFrom, drawIdOf } from "#shared/ratings/calls/calls.ts";
import { unratedCases } from "#shared/ratings/calls/unrated.ts";
import type { FigureStore } from "#shared/ratings/figures/figure-store.ts";
import { ratingProblems } from "#shared/ratings/problems.ts";
import { ratingIdText } from "#shared/ratings/rating.ts";
import type { RatingStore } from "#shared/ratings/record.ts";
import { recordRating } from "#shared/ratings/record-rating.ts";
import type { RatingRules } from "#shared/ratings/rules/rules.ts";

export type CallDeps = {
  calls: CallStore;
  store: RatingStore;
  figures: Pick<FigureStore, "rows">;
  /** Codes of all departments. */
  departments: readonly string[];
  cases: Pick<CasesPublic, "handlersOf">;
  rules: RatingRules;
  now: Clock;
};

const logs = defineLogs("ratingDesk", {
  drawn: { level: "info", text: "cases were drawn whose applicants are called" },
  called: { level: "info", text: "an applicant was called" },
});

/** 电话邀评: a sample of those who did not rate by themselves is asked on the telephone. */
export function callRoutes({ calls, store, figures, departments, cases, rules, now }: CallDeps): Route[] {
  return [
    route(drawCalls)(async ({ body, caller }) => {
      const { from, to, department, size } = body;
      const question = { from, to, size, ...(department && { department }) };
      const drawId = drawIdOf(question);
      const population = await unratedCases(figures, department ? [department] : departments, { from, to });
      const drawn = drawFrom(population, drawId, size);
      const draw = await calls.keep(
        {
          drawId,
          ...question,
          population: population.length,
          populationDigest: digestOf(population),
          drawn: drawn.length,
          drawnBy: caller.id,
          drawnAt: now(),
        },
        drawn,
      );
      log(logs.drawn, { drawId, population: draw.population, drawn: draw.drawn, by: caller.id });
      return { status: 201, body: draw };
    }),

    route(listDraws)(async ({ query: { cursor, limit } }) => {
      const page = await calls.draws(cursor, limit);
      return { status: 200, body: { items: page.items, nextCursor: encodeCursor(page.next) } };
    }),

    route(listCalls)(async ({ path: { drawId } }) => {
      const draw = await calls.draw(drawId);
      if (!draw) throw ratingProblems.callNotFound();
      return { status: 200, body: { draw, calls: await calls.calls(drawId) } };
    }),

    route(recordCall)(async ({ path: { drawId, caseNumber }, body, caller, traceparent }) => {
      const { outcome, rating } = body;
      const call = await calls.call(drawId, caseNumber);
      if (!call) throw ratingProblems.callNotFound();
      const attempt = { at: now(), by: caller.id, outcome };
      const next = afterAttempt(call, attempt);
      // The same said again by the same person is a repeat; anything else comes too late.
      const last = call.attempts.at(-1);
      if (!next && (last?.by !== caller.id || last.outcome !== outcome))
        throw ratingProblems.callOver({ facts: { state: call.state } });
      if (rating) {
        if ((await cases.handlersOf(caseNumber)).includes(caller.id)) throw ratingProblems.ownHandling();
        const id = { caseNumber, stage: "completion", turn: "first" } as const;
        const source = { channel: "telephone", interviewerId: caller.id } as const;
        // The rating first: a call that says `rated` has its rating whatever happens in between.
        await recordRating(
          { store, rules, now },
          id,
          await store.read(ratingIdText(id)),
          rating,
          source,
          { who: `call ${drawId} ${caller.id}` },
          traceparent,
        );
      }
      if (next && !(await calls.write(next))) throw ratingProblems.changedMeanwhile();
      log(logs.called, { drawId, caseNumber, outcome, by: caller.id });
      return { status: 200, body: next ?? call };
    }),
  ];
}
