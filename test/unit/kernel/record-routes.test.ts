import { beforeEach, describe, expect, it } from "vitest";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { type Claims, callRoute, type RouteCall } from "#test/support/call-route.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { type Suggestion, suggestion } from "#test/toy/shared/suggestions/record.ts";
import { caseNumberNo } from "#test/unit/ratings/samples.ts";
import { suggestions } from "../../toy/functions/suggestions/suggestions/suggestions.ts";

const caseNumber = caseNumberNo(1);
const citizen = { sub: "citizen-1", role: "citizen", identityLevel: "realName" };
const clerk = { sub: "clerk-1", role: "clerk", department: "1001", identityLevel: "realName" };
const supervisor = { sub: "supervisor-1", role: "supervisor", identityLevel: "realName" };

let store: RecordStore<Suggestion, (typeof suggestion)["indexes"]>;
let handler: ReturnType<typeof httpApi>;
const open = (given: typeof store) => {
  store = given;
  handler = httpApi(
    suggestions({
      store,
      cases: {
        recordOf: async (number) =>
          (number === caseNumber
            ? { head: { applicantId: "citizen-1", department: "1001" } }
            : undefined) as never,
      },
      calendar: async () => calendar,
      now: () => "2026-03-02T02:00:00.000Z",
    }),
  );
};
beforeEach(() => open(memoryRecordStore(suggestion)));

const call = (
  who: Claims,
  routeKey: string,
  { id, ...more }: Omit<RouteCall, "path"> & { id?: string } = {},
) => callRoute(handler, who, routeKey, { ...more, ...(id && { path: { suggestionId: id } }) });

const make = (key: string, text = "请放一把椅子", who: Claims = citizen) =>
  call(who, "POST /v1/suggestions", { body: { caseNumber, text }, headers: { "idempotency-key": key } });
const take = (
  who: Claims,
  id: unknown,
  action: string,
  { version, key, words = "已放置" }: { version: number | string; key?: string; words?: string },
) =>
  call(who, `POST /v1/suggestions/{suggestionId}/actions/${action}`, {
    id: String(id),
    body: { words },
    headers: {
      "if-match": typeof version === "string" ? version : `"${version}"`,
      ...(key && { "idempotency-key": key }),
    },
  });

describe("making a record", () => {
  it("answers where it is, and the same for the same key and body", async () => {
    const made = await make("a-key-of-mine");
    expect(made).toMatchObject({
      status: 201,
      headers: { etag: '"1"', location: `/v1/suggestions/${made.body.suggestionId}` },
    });
    expect((await make("a-key-of-mine")).body).toEqual(made.body);
    expect((await make("another-key")).body.suggestionId).not.toBe(made.body.suggestionId);
  });

  it("finds what the first one made, also after it went on", async () => {
    const made = await make("a-key-of-mine");
    await take(clerk, made.body.suggestionId, "answer", { version: 1 });
    const again = await make("a-key-of-mine");
    expect(again).toMatchObject({
      status: 201,
      body: { state: "answered", version: 2 },
      headers: { etag: '"2"' },
    });
    expect(await make("a-key-of-mine", "另一件事")).toMatchObject({
      status: 422,
      body: { code: "idempotencyKeyReused" },
    });
  });

  it("is refused with another body under the same key, and needs a key", async () => {
    await make("a-key-of-mine");
    expect(await make("a-key-of-mine", "另一件事")).toMatchObject({
      status: 422,
      body: { code: "idempotencyKeyReused" },
    });
    const without = await call(citizen, "POST /v1/suggestions", {
      body: { caseNumber, text: "请放一把椅子" },
    });
    expect(without).toMatchObject({ status: 400, body: { errors: [{ path: "header/idempotency-key" }] } });
  });

  it("keeps nobody's key from anybody else", async () => {
    const mine = await make("a-key-of-mine");
    const other = await make("a-key-of-mine", "请放一把椅子", { ...citizen, sub: "citizen-2" });
    expect(other.status).toBe(404);
    expect(mine.status).toBe(201);
  });
});

describe("looking", () => {
  it("is for those who may see the record; for others there is none", async () => {
    const { suggestionId } = (await make("a-key-of-mine")).body;
    const look = (who: Claims) =>
      call(who, "GET /v1/suggestions/{suggestionId}", { id: String(suggestionId) });
    const history = (who: Claims) =>
      call(who, "GET /v1/suggestions/{suggestionId}/history", { id: String(suggestionId) });
    for (const who of [citizen, clerk, supervisor]) {
      expect(await look(who)).toMatchObject({
        status: 200,
        headers: { etag: expect.stringMatching(/^"1-[0-9a-f]{8}"$/) },
        body: { suggestionId },
      });
      expect((await history(who)).status).toBe(200);
    }
    for (const who of [
      { ...citizen, sub: "citizen-2" },
      { ...clerk, department: "1002" },
    ]) {
      expect(await look(who)).toMatchObject({ status: 404, body: { code: "recordNotFound" } });
      expect((await history(who)).status).toBe(404);
      expect((await take({ ...who, role: "clerk" }, suggestionId, "answer", { version: 1 })).status).toBe(
        404,
      );
    }
    const nothing = await call(citizen, "GET /v1/suggestions/{suggestionId}", { id: "0".repeat(16) });
    expect(nothing.status).toBe(404);
  });

  it("tells a history by short names, with words and without what the request was", async () => {
    const { suggestionId } = (await make("a-key-of-mine")).body;
    await take(clerk, suggestionId, "answer", { version: 1, key: "another-key" });
    const all = await call(citizen, "GET /v1/suggestions/{suggestionId}/history", {
      id: String(suggestionId),
    });
    expect(all.body).toEqual({
      items: [
        {
          version: 1,
          event: "made",
          at: "2026-03-02T02:00:00.000Z",
          state: "open",
          by: { role: "citizen", id: "citizen-1" },
        },
        {
          version: 2,
          event: "answered",
          at: "2026-03-02T02:00:00.000Z",
          state: "answered",
          by: { role: "clerk", id: "clerk-1" },
          words: "已放置",
        },
      ],
      nextCursor: null,
    });
    const page = await call(citizen, "GET /v1/suggestions/{suggestionId}/history", {
      id: String(suggestionId),
      query: { limit: "1" },
    });
    expect(page.body.items).toHaveLength(1);
    const rest = await call(citizen, "GET /v1/suggestions/{suggestionId}/history", {
      id: String(suggestionId),
      query: { cursor: String(page.body.nextCursor) },
    });
    expect(rest.body.items).toMatchObject([{ version: 2 }]);
  });

  it("at a list goes page by page of one to fifty, by marks that were given", async () => {
    for (const key of ["first-key", "second-key", "third-key"]) await make(key);
    const list = (query: Record<string, string>) => call(clerk, "GET /v1/suggestions", { query });
    const page = await list({ limit: "2" });
    expect(page.body.items).toHaveLength(2);
    const rest = await list({ limit: "50", cursor: String(page.body.nextCursor) });
    expect(rest.body).toMatchObject({ items: [expect.anything()], nextCursor: null });
    const notOurs = (cursor: unknown) => Buffer.from(JSON.stringify(cursor)).toString("base64url");
    const wrong: Record<string, string>[] = [
      { limit: "0" },
      { limit: "51" },
      { cursor: "no page mark" },
      { cursor: notOurs({ pk: 7 }) },
      { cursor: notOurs({ pk: "x".repeat(1024) }) },
    ];
    for (const query of wrong)
      expect(await list(query), JSON.stringify(query)).toMatchObject({
        status: 400,
        body: { errors: [{ path: expect.stringMatching(/limit|cursor/) }] },
      });
  });

  it("at a list is by department: one's own, any for supervisors", async () => {
    await make("a-key-of-mine");
    const list = (who: Claims, department?: string) =>
      call(who, "GET /v1/suggestions", { ...(department && { query: { department } }) });
    expect((await list(clerk)).body.items).toHaveLength(1);
    expect((await list(clerk, "1001")).body.items).toHaveLength(1);
    expect((await list(supervisor)).body.items).toHaveLength(1);
    expect((await list({ ...supervisor, department: "1002" })).body.items).toHaveLength(1);
    expect((await list(supervisor, "1001")).body.items).toHaveLength(1);
    expect((await list(supervisor, "1002")).body).toEqual({ items: [], nextCursor: null });
    expect((await list(clerk, "1002")).status).toBe(403);
    const { department: _none, ...homeless } = clerk;
    expect((await list(homeless as Claims)).status).toBe(403);
    expect((await list(citizen)).status).toBe(403);
  });
});

describe("an action", () => {
  const made = async () => String((await make("a-key-of-mine")).body.suggestionId);

  it("is done on the version that was seen, by strong and by weak tags", async () => {
    const id = await made();
    expect(await take(clerk, id, "answer", { version: 2 })).toMatchObject({
      status: 412,
      headers: { etag: '"1"' },
      body: { code: "staleVersion", currentVersion: 1 },
    });
    expect(await take(clerk, id, "answer", { version: 'W/"1"' })).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { state: "answered", version: 2 },
    });
  });

  it("begins with the cheaper read, and believes of an older version only what the newest says too", async () => {
    const id = await made();
    const older = await store.read(id);
    await store.write(
      suggestion.next(
        older as Suggestion,
        { escalated: true },
        {
          event: "escalated",
          at: "2026-03-02T02:00:00.000Z",
          trace: older?.lastEvent.trace ?? "",
          actor: { role: "system", id: "x" },
        },
      ),
    );
    const plain = store;
    const reads: unknown[] = [];
    open({
      ...plain,
      async read(asked, how) {
        reads.push(how?.maybeOlder ?? false);
        return how?.maybeOlder ? older : plain.read(asked);
      },
    });
    expect(await take(clerk, id, "answer", { version: 1 })).toMatchObject({
      status: 412,
      body: { currentVersion: 2 },
    });
    expect(reads).toEqual([true, false]);
    expect((await take(clerk, id, "answer", { version: 2 })).body).toMatchObject({
      state: "answered",
      version: 3,
    });
  });

  it("is refused by role, by state with what is possible, by a guard with its sentence", async () => {
    const id = await made();
    expect((await take(citizen, id, "answer", { version: 1 })).status).toBe(403);
    const own = { ...clerk, sub: "citizen-1" };
    const guarded = await take(own, id, "answer", { version: 1 });
    expect(guarded).toMatchObject({
      status: 409,
      body: { code: "guardFailed", guard: "notAuthor", detail: "不能答复自己的意见。", allowedActions: [] },
    });
    await take(clerk, id, "answer", { version: 1 });
    expect(await take(supervisor, id, "decline", { version: 2 })).toMatchObject({
      status: 409,
      body: { code: "actionNotAllowed", allowedActions: [] },
    });
  });

  it("is done once per key: a repeat is answered before If-Match is looked at", async () => {
    const id = await made();
    const done = await take(clerk, id, "answer", { version: 1, key: "answer-key" });
    const again = await take(clerk, id, "answer", { version: 1, key: "answer-key" });
    expect(again).toMatchObject({ status: 200, body: done.body });
    expect((await store.read(id))?.version).toBe(2);
    expect(await take(clerk, id, "answer", { version: 1, key: "answer-key", words: "另一句" })).toMatchObject(
      {
        status: 422,
        body: { code: "idempotencyKeyReused" },
      },
    );
    // Another's key of the same name is another request.
    const { status } = await take({ ...clerk, sub: "clerk-2" }, id, "answer", {
      version: 1,
      key: "answer-key",
    });
    expect(status).toBe(412);
  });

  it("that was repeated after others went on is found in the history", async () => {
    const id = await made();
    await take(clerk, id, "answer", { version: 1, key: "answer-key" });
    const now = await store.read(id);
    const { lastEvent } = now as Suggestion;
    const step = { at: lastEvent.at, trace: lastEvent.trace, actor: { role: "system", id: "x" } };
    await store.write(
      suggestion.next(now as Suggestion, { escalated: true }, { event: "escalated", ...step }),
    );
    const again = await take(clerk, id, "answer", { version: 1, key: "answer-key" });
    expect(again).toMatchObject({ status: 200, body: { state: "answered", version: 3 } });
    expect((await take(clerk, id, "answer", { version: 1, key: "unknown-key" })).status).toBe(412);
    expect((await take(clerk, id, "answer", { version: 1, key: "answer-key", words: "另一句" })).status).toBe(
      422,
    );
  });

  it("is found however long the history is", async () => {
    const id = await made();
    const escalate = async () => {
      const before = (await store.read(id)) as Suggestion;
      const { at, trace } = before.lastEvent;
      const step = { event: "escalated", at, trace, actor: { role: "system", id: "x" } } as const;
      await store.write(suggestion.next(before, { escalated: true }, step));
    };
    for (let version = 2; version <= 110; version += 1) await escalate();
    await take(clerk, id, "answer", { version: 110, key: "answer-key" });
    await escalate();
    const { history } = store;
    let pages = 0;
    open({
      ...store,
      history(...asked) {
        pages += 1;
        if (pages > 10) throw new Error("there is no end to it");
        return history(...asked);
      },
    });
    expect((await take(clerk, id, "answer", { version: 110, key: "answer-key" })).status).toBe(200);
    expect((await take(clerk, id, "answer", { version: 110, key: "unknown-key" })).status).toBe(412);
  });

  it("is another one under the same key when it is another action", async () => {
    const id = await made();
    await take(supervisor, id, "answer", { version: 1, key: "supervisor-key" });
    expect((await take(supervisor, id, "decline", { version: 1, key: "supervisor-key" })).status).toBe(412);
    expect((await take(supervisor, id, "decline", { version: 2, key: "supervisor-key" })).status).toBe(409);
  });

  it("that loses the race to its own twin is answered as done, and to a stranger as stale", async () => {
    for (const [key, status] of [
      ["answer-key", 200],
      ["stranger-key", 412],
    ] as const) {
      const plain = memoryRecordStore(suggestion);
      open(plain);
      const id = await made();
      open({
        ...plain,
        // Between the read and the write of this request another one is faster.
        async write(record) {
          open(plain);
          await take(clerk, id, "answer", { version: 1, key: "answer-key" });
          return plain.write(record);
        },
      });
      expect((await take(clerk, id, "answer", { version: 1, key })).status).toBe(status);
      expect((await plain.read(id))?.version).toBe(2);
    }
  });
});
