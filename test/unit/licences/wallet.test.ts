import { beforeEach, describe, expect, test } from "vitest";
import { citizenClaims } from "#local/made-up-identity.ts";
import { callerSchema } from "#shared/kernel/http/caller.ts";
import { documentOf } from "#shared/licences/document.ts";
import type { Licence } from "#shared/licences/record.ts";
import type { Representation } from "#shared/representations/record.ts";
import { standingBy, testKeys } from "#test/support/standing.ts";
import { person, thursday } from "#test/unit/cases/samples.ts";
import {
  approved,
  caller,
  holder,
  issued,
  type LicenceStore,
  memoryLicences,
  office,
  type Someone,
} from "./samples.ts";

const friday = "2026-09-18T02:00:00.000Z";
const { name, idNumber } = person.person.applicant;
let store: LicenceStore;
let licence: Licence;
let call: ReturnType<typeof caller>;
beforeEach(async () => {
  store = memoryLicences();
  licence = await issued(store, approved("key", thursday));
  call = caller(store, friday);
});

const get = (who: Someone | undefined, licenceId = licence.licenceId) =>
  call("GET /v1/licences/{licenceId}", who, { path: { licenceId } });

describe("one licence", () => {
  test("is shown whole to its holder, with the document that was signed and its version as ETag", async () => {
    const { status, headers, body } = await get(holder);
    expect([status, headers.etag]).toEqual([200, expect.stringMatching(/^"1-[0-9a-f]{8}"$/)]);
    expect(body).toMatchObject({ holder: { name, idNumber }, allowedActions: [], state: "valid" });
    expect(body.document).toEqual(documentOf(licence));
  });

  test.each<[string, Someone, string[]]>([
    [
      "a reviewer of the department",
      office,
      ["seize", "rescind", "cancel", "correct", "transferOut", "forfeit"],
    ],
    [
      "a supervisor",
      { sub: "liu-yang", role: "supervisor" },
      ["seize", "rescind", "cancel", "correct", "transferOut", "forfeit"],
    ],
    ["a clerk of the department", { ...office, sub: "chen-fang", role: "clerk" }, []],
  ])("is shown to %s without the document, its holder masked", async (_who, who, actions) => {
    const { body, text } = await get(who);
    expect(body).toMatchObject({ holder: { name: "李*" }, allowedActions: actions });
    expect(body).not.toHaveProperty("document");
    for (const secret of [name, idNumber, "颍河小馆"]) expect(text).not.toContain(secret);
  });

  test("is shown whole to whoever acts for its holder, in what it was issued for, and listed there", async () => {
    const liMin = callerSchema.parse(citizenClaims("agent"));
    const acting = {
      representationId: "0a4c9e2f7b1d6385",
      state: "active",
      agentId: "agent",
      agentKey: await testKeys.keyOf("idNumber", liMin.identity?.idNumber ?? ""),
      principalId: holder.sub,
      principal: { name, idType: "residentId", idNumber },
    } as Representation;
    const asked = async (more: Partial<Representation>) => {
      const by = caller(store, friday, { standing: standingBy([{ ...acting, ...more }], () => friday) });
      const agent = { ...citizenClaims("agent"), sub: "agent", role: "citizen" } as const;
      const { licenceId } = licence;
      const whole = await by("GET /v1/licences/{licenceId}", agent, { path: { licenceId } });
      const listed = await by("GET /v1/licences", agent, {
        query: { onBehalfOf: acting.representationId },
      });
      return [whole.status, whole.body.holder, listed.status, (listed.body.items as [] | undefined)?.length];
    };
    expect(await asked({})).toEqual([200, { name, idNumber }, 200, 1]);
    expect(await asked({ scope: [licence.itemCode] })).toEqual([200, { name, idNumber }, 200, 1]);
    expect(await asked({ scope: ["another item"] })).toEqual([404, undefined, 200, 0]);
    expect(await asked({ state: "revoked" })).toEqual([404, undefined, 403, undefined]);
    expect(await asked({ until: "2026-09-17" })).toEqual([404, undefined, 403, undefined]);
  });

  test("may not be changed by its holder, who happens to be a reviewer, nor are they offered to", async () => {
    const own: Someone = { ...office, sub: holder.sub };
    expect((await get(own)).body).toMatchObject({ allowedActions: [], holder: { name } });
    const answer = await call("POST /v1/licences/{licenceId}/actions/cancel", own, {
      path: { licenceId: licence.licenceId },
      headers: { "if-match": '"1"' },
      body: { words: "自行注销" },
    });
    expect([answer.status, (await store.read(licence.licenceId))?.version]).toEqual([409, 1]);
    expect(answer.body).toMatchObject({ code: "guardFailed", guard: "notHolder" });
  });

  test.each<[string, Someone | undefined, number]>([
    ["another citizen", { sub: "zhang-wei", role: "citizen" }, 404],
    ["a reviewer of another department", { ...office, department: "1002" }, 404],
    ["a clerk of no department", { sub: "x", role: "clerk" }, 404],
    ["an administrator", { sub: "admin", role: "admin" }, 403],
    ["nobody who signed in", undefined, 401],
  ])("is not shown to %s", async (_who, who, status) => {
    const { status: answered, text } = await get(who);
    expect(answered).toBe(status);
    expect(text).not.toContain(licence.number);
  });

  test("that is not there is answered as one that is not yours; a malformed id is refused", async () => {
    const [missing, foreign] = [await get(holder, "0".repeat(18)), await get({ sub: "x", role: "citizen" })];
    expect(missing.body).toEqual(foreign.body);
    expect((await get(holder, "nonsense")).status).toBe(400);
  });
});

describe("my licences", () => {
  test("are listed newest first, page by page, and nobody else's among them", async () => {
    const days = ["2026-09-18", "2026-09-21", "2026-09-22"].map((day) => `${day}T02:00:00.000Z`);
    for (const day of days) await issued(store, approved(day, day));
    await issued(store, approved("foreign", friday, { applicantId: "zhang-wei" }));
    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: "2", ...(cursor && { cursor }) };
      const { status, body } = await call("GET /v1/licences", holder, { query });
      expect(status).toBe(200);
      const items = body.items as { issuedAt: string }[];
      expect(items.length).toBeLessThanOrEqual(2);
      seen.push(...items.map(({ issuedAt }) => issuedAt));
      cursor = (body.nextCursor as string | null) ?? undefined;
    } while (cursor);
    expect(seen).toEqual([...days.toReversed(), thursday]);
  });

  test("are not for the office, and a rubbish cursor or limit is refused", async () => {
    expect((await call("GET /v1/licences", office)).status).toBe(403);
    const { status, body } = await call("GET /v1/licences", holder, { query: { cursor: "%", limit: "0" } });
    expect(status).toBe(400);
    expect((body.errors as { path: string }[]).map(({ path }) => path).toSorted()).toEqual([
      "query/cursor",
      "query/limit",
    ]);
  });
});

describe("the state of a licence", () => {
  const change = (headers: Record<string, string>, body: unknown, who = office) =>
    call("POST /v1/licences/{licenceId}/actions/seize", who, {
      path: { licenceId: licence.licenceId },
      headers,
      body,
    });
  const seize = { words: "涉嫌违法，先行暂扣" };

  test("changes on the version that the officer saw, with who, when and why kept", async () => {
    const { status, headers } = await change({ "if-match": '"1"' }, seize);
    expect([status, headers.etag]).toEqual([200, '"2"']);
    expect((await store.read(licence.licenceId))?.lastEvent).toMatchObject({
      name: "stateChanged",
      at: friday,
      actor: { role: "reviewer", id: office.sub },
      words: seize.words,
    });
  });

  test("on another version is refused, with the version to look at", async () => {
    const { status, headers, body } = await change({ "if-match": '"7"' }, seize);
    expect([status, headers.etag, body.currentVersion]).toEqual([412, '"1"', 1]);
  });

  test("is changed by one of many officers at once; the others learn of it", async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => change({ "if-match": '"1"' }, seize)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412, 412, 412, 412]);
    for (const { status, body } of answers) if (status === 412) expect(body.currentVersion).toBe(2);
    expect((await store.read(licence.licenceId))?.version).toBe(2);
  });

  test.each<[string, Record<string, string>, unknown, string[]]>([
    ["no If-Match", {}, seize, ["header/if-match"]],
    ["an If-Match without quotes", { "if-match": "1" }, seize, ["header/if-match"]],
    [
      "no reason and what nobody asked for",
      { "if-match": '"1"' },
      { state: "forfeited" },
      ["body/state", "body/words"],
    ],
    ["a blank reason", { "if-match": '"1"' }, { words: "   " }, ["body/words"]],
  ])("does not change with %s", async (_name, headers, body, paths) => {
    const answer = await change(headers, body);
    expect(answer.status).toBe(400);
    expect((answer.body.errors as { path: string }[]).map(({ path }) => path).toSorted()).toEqual(paths);
  });

  test.each<[string, Someone, number]>([
    ["its holder", holder, 403],
    ["a clerk", { ...office, role: "clerk" }, 403],
    ["another department", { ...office, department: "1002" }, 404],
  ])("is not changed by %s", async (_who, who, status) => {
    expect((await change({ "if-match": '"1"' }, seize, who)).status).toBe(status);
    expect(await store.read(licence.licenceId)).toEqual(licence);
  });
});
