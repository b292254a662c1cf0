import { beforeEach, describe, expect, it } from "vitest";
import { httpApi } from "#shared/kernel/http/api.ts";
import { call, draw } from "#shared/ratings/calls/calls.ts";
import { recordFact } from "#shared/ratings/merge.ts";
import { ratingIdText } from "#shared/ratings/rating.ts";
import { ratingRules } from "#shared/ratings/rules/rules.ts";
import { callRoute } from "#test/support/call-route.ts";
import { memoryAccesses } from "#test/support/memory-accesses.ts";
import { memoryCases } from "#test/support/memory-cases.ts";
import { inMemoryFigureStore } from "#test/support/memory-figure-store.ts";
import { memoryRatings } from "#test/support/memory-ratings.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { callRoutes } from "../../../functions/ratings/rating-management/calls.ts";
import { caseNumberNo, department, endedCase, facts, now, traceparent } from "./samples.ts";

const supervisor = { sub: "supervisor-1", role: "supervisor" };
type Shown = { callId: string; caseNumber: string; version: number; state: string };

async function world() {
  const store = memoryRatings();
  const away = { calls: false, draws: false };
  const breakable = <Store extends { write: (record: never, together: never) => Promise<boolean> }>(
    store: Store,
    name: keyof typeof away,
  ): Store => ({
    ...store,
    write: async (record: never, together: never) => {
      if (away[name]) throw new Error("the table is away");
      return store.write(record, together);
    },
  });
  const calls = breakable(memoryRecordStore(call), "calls");
  const draws = breakable(memoryRecordStore(draw), "draws");
  const cases = memoryCases();
  const deps = {
    calls,
    draws,
    store,
    figures: inMemoryFigureStore(store, cases),
    departments: [department],
    cases,
    rules: ratingRules,
    now: () => now,
  };
  for (const serial of [1, 2, 3]) cases.put(endedCase(caseNumberNo(serial)));
  const handler = httpApi(callRoutes(deps), { accesses: memoryAccesses() });
  const ask = (routeKey: string, more: Parameters<typeof callRoute>[3]) =>
    callRoute(handler, supervisor, routeKey, more);
  const drawn = async () => {
    const body = { from: "2026-03-02", to: "2026-03-02", size: 2 };
    const { body: made } = await ask("POST /v1/rating-draws", { body });
    const path = { drawId: String(made.drawId) };
    const { body: whole } = await ask("GET /v1/rating-draws/{drawId}", { path });
    return { made, calls: whole.calls as Shown[] };
  };
  return {
    store,
    draws,
    cases,
    away,
    drawn,
    get: ({ callId }: Shown) => ask("GET /v1/rating-calls/{callId}", { path: { callId } }),
    record: ({ callId }: Shown, version: number, body: object, key?: string) =>
      ask("POST /v1/rating-calls/{callId}/actions/record", {
        path: { callId },
        body,
        headers: { "if-match": `"${version}"`, ...(key && { "idempotency-key": key }) },
      }),
    ratingOf: async ({ caseNumber }: Shown) =>
      (await store.read(ratingIdText({ caseNumber, stage: "completion", turn: "first" })))?.rating,
  };
}
let the: Awaited<ReturnType<typeof world>>;
let one: Shown;
beforeEach(async () => {
  the = await world();
  const [first] = (await the.drawn()).calls;
  if (!first) throw new Error("nothing was drawn");
  one = first;
});

const rated = { outcome: "rated", rating: { score: 4, details: [] } };

describe("a draw", () => {
  it("is made once, and has calls in the order drawn", async () => {
    const { made, calls } = await the.drawn();
    expect(made).toMatchObject({ population: 3, drawn: 2, drawnBy: "supervisor-1" });
    expect(made).not.toHaveProperty("cases");
    const kept = await the.draws.read(String(made.drawId));
    expect(calls.map(({ caseNumber }) => caseNumber)).toEqual(kept?.cases);
    expect(calls).toMatchObject([
      { version: 1, state: "open", attempts: [] },
      { version: 1, state: "open", attempts: [] },
    ]);
  });

  it("is completed by whoever asks again, when a crash left calls without it", async () => {
    const { made } = await the.drawn();
    const crashed = await world();
    crashed.away.draws = true;
    expect((await crashed.drawn()).calls).toBeUndefined();
    crashed.away.draws = false;
    const again = await crashed.drawn();
    expect([again.made, again.calls.length]).toEqual([made, 2]);
  });
});

describe("a call", () => {
  it("brings the rating that was given, once, on the version that was seen", async () => {
    expect((await the.record(one, 1, { outcome: "notReached" })).body).toMatchObject({
      state: "open",
      version: 2,
      allowedActions: ["record"],
    });
    expect((await the.record(one, 1, rated)).status).toBe(412);
    expect(await the.ratingOf(one)).toBeUndefined();
    const said = await the.record(one, 2, rated, "key-00001");
    expect(said).toMatchObject({ status: 200, body: { state: "rated", version: 3, allowedActions: [] } });
    expect((await the.record(one, 2, rated, "key-00001")).body).toEqual(said.body);
    expect(await the.ratingOf(one)).toMatchObject({
      level: "satisfied",
      channel: "telephone",
      interviewerId: "supervisor-1",
    });
    expect(await the.record(one, 3, { outcome: "refused" })).toMatchObject({
      status: 409,
      body: { code: "actionNotAllowed" },
    });
  });

  it("stands together with its rating or not at all", async () => {
    the.away.calls = true;
    expect((await the.record(one, 1, rated)).status).toBe(500);
    expect(await the.ratingOf(one)).toBeUndefined();
    the.away.calls = false;
    expect(await the.record(one, 1, rated)).toMatchObject({ status: 200, body: { state: "rated" } });
    expect(await the.ratingOf(one)).toBeDefined();
  });

  it("does not say `rated` of a case that was rated otherwise, nor without a rating", async () => {
    const fact = { ...facts.rated(), caseNumber: one.caseNumber };
    await recordFact(the.store, fact, { now, traceparent });
    expect(await the.record(one, 1, rated)).toMatchObject({ status: 409, body: { code: "alreadyRated" } });
    for (const wrong of [{ outcome: "rated" }, { ...rated, outcome: "refused" }])
      expect((await the.record(one, 1, wrong)).status).toBe(400);
    expect((await the.get(one)).body).toMatchObject({ state: "open", version: 1 });
  });

  it("is made by somebody who did not handle the case", async () => {
    the.cases.put(endedCase(one.caseNumber, { handlers: ["supervisor-1"] }));
    expect(await the.record(one, 1, { outcome: "notReached" })).toMatchObject({
      status: 409,
      body: { code: "guardFailed", guard: "notHandler" },
    });
    expect((await the.get(one)).body).toMatchObject({ allowedActions: [] });
  });
});
