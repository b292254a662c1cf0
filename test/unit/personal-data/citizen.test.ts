import { afterEach, describe, expect, test } from "vitest";
import type { Access } from "#shared/kernel/accesses/access.ts";
import { capturedLogs } from "#test/support/captured-logs.ts";
import { pathsOf } from "#test/support/problem.ts";
import { form, openSample, person } from "../cases/samples.ts";
import { citizen, clerk, elsewhere, now, open, personal, supervisor } from "./world.ts";

const logged = capturedLogs();
afterEach(() => {
  for (const value of personal) expect(JSON.stringify(logged)).not.toContain(value);
});

const stranger = { sub: "zhang-san", role: "citizen" };
const look = (index: number): Access => ({
  at: new Date(Date.parse(now) + index * 1000).toISOString(),
  by: { role: "clerk", id: "chen-fang", department: "1001" },
  what: "person",
  reason: `窗口核实 ${index}`,
});
/** Newest first, as the store gives them. */
const looks = (count: number) => Array.from({ length: count }, (_, index) => look(count - index));
/** Cases of one citizen, the oldest first. */
const nth = (index: number, applicantId = citizen.sub) =>
  openSample(
    { applicantId, key: `key-${index}` },
    new Date(Date.parse("2026-09-17T01:00:00.000Z") + index * 60_000).toISOString(),
  );

describe("who looked at my data", () => {
  const key = "GET /v1/cases/{caseNumber}/accesses";

  test("is listed newest first, page by page, each look once", async () => {
    const world = open();
    const { caseNumber } = await world.keep();
    const reveal = (reason: string) =>
      world.call("POST /v1/cases/{caseNumber}/reveal", clerk, {
        caseNumber,
        body: { reasonCode: "atWindow", reason },
      });
    for (const reason of ["第一次核实", "第二次核实", "第三次核实"]) await reveal(reason);
    const first = await world.call(key, citizen, { caseNumber, query: { limit: "2" } });
    expect(first.body.items).toMatchObject([{ reason: "第三次核实" }, { reason: "第二次核实" }]);
    const rest = await world.call(key, citizen, {
      caseNumber,
      query: { limit: "2", cursor: String(first.body.nextCursor) },
    });
    expect(rest.body).toMatchObject({
      items: [{ reason: "第一次核实", by: { id: "chen-fang" } }],
      nextCursor: null,
    });
  });

  test("is shown to the applicant alone", async () => {
    const world = open();
    const { caseNumber } = await world.keep();
    expect((await world.call(key, stranger, { caseNumber })).status).toBe(404);
    for (const who of [clerk, elsewhere, supervisor])
      expect((await world.call(key, who, { caseNumber })).status).toBe(403);
    expect((await world.call(key, citizen, { caseNumber })).body).toEqual({ items: [], nextCursor: null });
  });

  test.each([
    [{ limit: "0" }, "query/limit"],
    [{ limit: "101" }, "query/limit"],
    [{ cursor: "nonsense" }, "query/cursor"],
  ])("with %j is refused", async (query, path) => {
    const world = open();
    const { caseNumber } = await world.keep();
    const answer = await world.call(key, citizen, { caseNumber, query });
    expect([answer.status, pathsOf(answer)]).toEqual([400, [path]]);
  });
});

describe("my data as a file", () => {
  const key = "GET /v1/me/export";
  type Exported = { case: { caseNumber: string }; history: unknown[]; accesses: Access[] };

  test("holds everything that is kept of a case, unmasked", async () => {
    const world = open();
    const { caseNumber } = await world.keep();
    world.looks.set(caseNumber, looks(1));
    const { status, headers, body } = await world.call(key, citizen);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "content-disposition": 'attachment; filename="my-data.json"',
      "cache-control": "no-store",
    });
    expect(body).toEqual({
      exportedAt: now,
      items: [
        {
          case: expect.objectContaining({ caseNumber, state: "submitted" }),
          person: person.person,
          applications: [form],
          history: [expect.objectContaining({ version: 1 })],
          accesses: looks(1),
        },
      ],
      nextCursor: null,
      elsewhere: {
        notices: { addresses: [], preferences: null, messages: [] },
        consultations: [],
        policies: { consents: [], declined: [], matches: [] },
      },
    });
    expect(JSON.stringify(logged)).toContain("personalData.exported");
  });

  test("pages through the caller's cases, each once, and nobody else's", async () => {
    const world = open();
    const own = [1, 2, 3, 4, 5].map((index) => nth(index));
    for (const head of [...own, nth(9, stranger.sub)]) await world.keep(head);
    const seen: string[] = [];
    let cursor: unknown;
    let pages = 0;
    do {
      const query = { limit: "2", ...(cursor ? { cursor: String(cursor) } : {}) };
      const { body } = await world.call(key, citizen, { query });
      expect("elsewhere" in body).toBe(pages === 0);
      seen.push(...(body.items as Exported[]).map((item) => item.case.caseNumber));
      cursor = body.nextCursor;
      pages += 1;
    } while (cursor);
    expect(seen).toEqual(own.map(({ caseNumber }) => caseNumber).toReversed());
    expect(pages).toBe(3);
  });

  test("leaves out no look and no step of a case that has hundreds", async () => {
    const world = open();
    let head = await world.keep();
    world.looks.set(head.caseNumber, looks(250));
    for (let version = 2; version <= 230; version += 1) {
      head = { ...head, version };
      expect(await world.store.write(head)).toBe(true);
    }
    const { body } = await world.call(key, citizen);
    const [item] = body.items as Exported[];
    expect(item?.accesses).toEqual(looks(250));
    expect(item?.history).toHaveLength(230);
  });

  test("says so where the personal data is deleted already", async () => {
    const world = open();
    await world.store.write(openSample(), { form, person });
    world.store.readPerson = async () => undefined;
    world.store.readForm = async () => undefined;
    const { body } = await world.call(key, citizen);
    expect(body.items).toMatchObject([{ person: null, applications: [] }]);
  });

  test("is for citizens, of themselves", async () => {
    const world = open();
    await world.keep();
    expect((await world.call(key, stranger)).body.items).toEqual([]);
    for (const who of [clerk, supervisor]) expect((await world.call(key, who)).status).toBe(403);
    expect((await world.call(key, undefined)).status).toBe(401);
    expect((await world.call(key, citizen, { query: { limit: "21" } })).status).toBe(400);
  });
});
