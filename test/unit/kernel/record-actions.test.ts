import { describe, expect, it } from "vitest";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { type Suggestion, suggestion } from "#test/toy/shared/suggestions/record.ts";
import { citizen, clerk, suggestionRoutes, supervisor } from "./suggestion-routes.ts";

const { open, make, take, store } = suggestionRoutes();

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
    const older = await store().read(id);
    await store().write(
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
    const plain = store();
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
    expect((await store().read(id))?.version).toBe(2);
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
    const now = await store().read(id);
    const { lastEvent } = now as Suggestion;
    const step = { at: lastEvent.at, trace: lastEvent.trace, actor: { role: "system", id: "x" } };
    await store().write(
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
      const before = (await store().read(id)) as Suggestion;
      const { at, trace } = before.lastEvent;
      const step = { event: "escalated", at, trace, actor: { role: "system", id: "x" } } as const;
      await store().write(suggestion.next(before, { escalated: true }, step));
    };
    for (let version = 2; version <= 110; version += 1) await escalate();
    await take(clerk, id, "answer", { version: 110, key: "answer-key" });
    await escalate();
    const { history } = store();
    let pages = 0;
    open({
      ...store(),
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
