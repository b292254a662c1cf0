import { describe, expect, it } from "vitest";
import type { Claims } from "#test/support/call-route.ts";
import { caseNumber, citizen, clerk, suggestionRoutes, supervisor } from "./suggestion-routes.ts";

const { call, make, take } = suggestionRoutes();

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
