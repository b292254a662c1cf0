import { afterEach, describe, expect, test } from "vitest";
import { decide } from "#shared/cases/decide.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import { capturedLogs } from "#test/support/captured-logs.ts";
import { pathsOf, problemOf } from "#test/support/problem.ts";
import {
  reviewer as actingReviewer,
  openSample,
  person,
  steadyCalendar,
  thursday,
  traceparent,
} from "../cases/samples.ts";
import {
  citizen,
  clerk,
  elsewhere,
  now,
  open,
  personal,
  reviewer,
  type Someone,
  supervisor,
} from "./world.ts";

const logged = capturedLogs();
afterEach(() => {
  for (const value of personal) expect(JSON.stringify(logged)).not.toContain(value);
});

const { applicant } = person.person;
const why = { reasonCode: "atWindow", reason: "窗口核实" };
const of = (department: string, key: string): CaseHead => openSample({ department, key });

describe("revealing an applicant's data", () => {
  const key = "POST /v1/cases/{caseNumber}/reveal";
  const reveal = (world: ReturnType<typeof open>, who: Someone, caseNumber: string, body: unknown) =>
    world.call(key, who, { caseNumber, body });

  test.each([
    ["none", { reasonCode: "atWindow" }],
    ["an empty one", { ...why, reason: "" }],
    ["spaces", { ...why, reason: "    " }],
    ["one letter", { ...why, reason: "x" }],
    ["one without end", { ...why, reason: "看".repeat(1001) }],
    ["two letters", { ...why, reason: "aa" }],
    ["one letter again and again", { ...why, reason: "看看看看看" }],
    ["figures", { ...why, reason: "1111" }],
    ["marks", { ...why, reason: "。。。。" }],
    ["a number", { ...why, reason: 5 }],
  ])("needs a reason: %s", async (_name, body) => {
    const world = open();
    const { caseNumber } = await world.keep();
    const answer = await reveal(world, clerk, caseNumber, body);
    expect([answer.status, pathsOf(answer)]).toEqual([400, ["body/reason"]]);
    expect(world.looks.size).toBe(0);
  });

  test.each([clerk, reviewer, supervisor])("is on record before $role sees it", async (who) => {
    const world = open();
    const { caseNumber } = await world.keep();
    const { status, body, headers } = await reveal(world, who, caseNumber, why);
    expect([status, body]).toEqual([200, { applicant }]);
    expect(headers["cache-control"]).toBe("no-store");
    expect(world.done).toEqual(["log", "answered"]);
    const { sub: id, ...office } = who;
    expect(world.looks.get(caseNumber)).toEqual([{ at: now, by: { id, ...office }, what: "person", ...why }]);
  });

  test("shows nothing when the look cannot be put on record", async () => {
    const world = open({ fails: "log" });
    const { caseNumber } = await world.keep();
    const { status, text } = await reveal(world, clerk, caseNumber, why);
    expect(status).toBe(500);
    for (const value of personal) expect(text).not.toContain(value);
  });

  test("is for the department that handles the case: others do not know of it", async () => {
    const world = open();
    const { caseNumber } = await world.keep();
    for (const who of [elsewhere, { ...elsewhere, role: "clerk" }, { sub: "x", role: "clerk" }]) {
      const answer = await reveal(world, who, caseNumber, why);
      expect([answer.status, problemOf(answer).code]).toEqual([404, "caseNotFound"]);
    }
    const unknown = await reveal(world, clerk, of("1001", "unknown").caseNumber, why);
    expect(unknown.status).toBe(404);
    expect(world.looks.size).toBe(0);
  });

  test("is not for a department that was asked for its opinion, though it reads the case", async () => {
    const world = open();
    const opinions = [{ department: "1017", askedAt: thursday }];
    const { caseNumber } = await world.keep({ ...openSample(), opinions });
    const answer = await reveal(world, elsewhere, caseNumber, why);
    expect(answer.status).toBe(403);
    expect(world.looks.size).toBe(0);
    const given = await world.store.read(caseNumber);
    if (!given) throw new Error("no case");
    const later = { ...given, version: 2, opinions: [{ ...opinions[0], given: true as const }] } as CaseHead;
    expect(await world.store.write(later)).toBe(true);
    expect((await reveal(world, elsewhere, caseNumber, why)).status).toBe(404);
  });

  test("is not for citizens, the admin or strangers", async () => {
    const world = open();
    const { caseNumber } = await world.keep();
    const statusOf = async (who?: Someone) => (await world.call(key, who, { caseNumber, body: why })).status;
    expect(await statusOf(citizen)).toBe(403);
    expect(await statusOf({ sub: "admin", role: "admin" })).toBe(403);
    expect(await statusOf()).toBe(401);
    expect(world.looks.size).toBe(0);
  });
});

describe("searching for a person", () => {
  const key = "POST /v1/cases/search";
  const search = async (world: ReturnType<typeof open>, who: Someone, body: unknown) => {
    const answer = await world.call(key, who, { body });
    const items = (answer.body.items ?? []) as { caseNumber: string }[];
    return { ...answer, numbers: items.map(({ caseNumber }) => caseNumber) };
  };

  test.each([
    ["nothing to search for", why, ["body"]],
    ["both numbers", { ...why, idNumber: applicant.idNumber, phone: applicant.phone }, ["body"]],
    ["no reason", { reasonCode: "atWindow", phone: applicant.phone }, ["body/reason"]],
    ["a phone that is none", { ...why, phone: "12345678901" }, ["body/phone"]],
    ["a name", { ...why, phone: applicant.phone, name: applicant.name }, ["body/name"]],
  ])("with %s is refused, and tells no value back", async (_name, body, paths) => {
    const world = open();
    await world.keep();
    const { status, text, ...answer } = await search(world, clerk, body);
    expect([status, pathsOf(answer)]).toEqual([400, paths]);
    for (const value of personal) expect(text).not.toContain(value);
    expect(world.searches).toEqual([]);
  });

  test("finds by ID number as people write it, and by phone", async () => {
    const world = open();
    const { caseNumber } = await world.keep();
    for (const idNumber of [applicant.idNumber, ` ${applicant.idNumber.toLowerCase()} `])
      expect((await search(world, clerk, { ...why, idNumber })).numbers).toEqual([caseNumber]);
    expect(await search(world, clerk, { ...why, phone: applicant.phone })).toMatchObject({
      numbers: [caseNumber],
      body: { more: false },
    });
    expect((await search(world, clerk, { ...why, phone: "13900000000" })).numbers).toEqual([]);
    // The kind is part of the key.
    expect((await search(world, clerk, { ...why, idNumber: applicant.phone })).numbers).toEqual([]);
  });

  test("finds the caller's department's cases only, the supervisor's are all", async () => {
    const world = open();
    const own = await world.keep(of("1001", "own"));
    const other = await world.keep(of("1017", "other"));
    const asked = { ...of("1003", "asked"), opinions: [{ department: "1017", askedAt: thursday }] };
    await world.keep(asked);
    const numbersOf = async (who: Someone) =>
      (await search(world, who, { ...why, phone: applicant.phone })).numbers;
    expect(await numbersOf(clerk)).toEqual([own.caseNumber]);
    // Nor those that it was asked about.
    expect(await numbersOf(elsewhere)).toEqual([other.caseNumber]);
    expect(await numbersOf({ sub: "x", role: "clerk" })).toEqual([]);
    expect(await numbersOf(supervisor)).toEqual([own, other, asked].map((head) => head.caseNumber));
    expect(world.searches.map(({ found }) => found)).toEqual([1, 1, 0, 3]);
  });

  test("is on record before it answers, whatever it finds, without what was searched for", async () => {
    const world = open();
    await world.keep();
    const { text } = await search(world, clerk, { ...why, idNumber: applicant.idNumber });
    await search(world, clerk, { ...why, phone: "13900000000" });
    expect(world.done).toEqual(["logSearch", "answered", "logSearch", "answered"]);
    const by = { id: clerk.sub, role: clerk.role, department: clerk.department };
    expect(world.searches).toEqual([
      { at: now, by, ...why, kind: "idNumber", found: 1 },
      { at: now, by, ...why, kind: "phone", found: 0 },
    ]);
    for (const value of personal) expect(text).not.toContain(value);
    expect(JSON.stringify(logged)).not.toContain("13900000000");
  });

  test("tells nothing when it cannot be put on record", async () => {
    const world = open({ fails: "logSearch" });
    const { caseNumber } = await world.keep();
    const { status, text } = await search(world, clerk, { ...why, phone: applicant.phone });
    expect(status).toBe(500);
    expect(text).not.toContain(caseNumber);
  });

  test("shows what the caller may do next with each case", async () => {
    const world = open();
    const head = await world.keep();
    const result = decide(
      head,
      { action: "passPreReview", actor: actingReviewer, traceparent },
      now,
      await steadyCalendar(),
    );
    if ("refused" in result) throw new Error(result.refused.kind);
    await world.store.write(result.record);
    const { body } = await search(world, reviewer, { ...why, phone: applicant.phone });
    expect(body.items).toMatchObject([
      { state: "awaitingAcceptance", allowedActions: expect.arrayContaining(["accept", "claim"]) },
    ]);
  });

  test("is not for citizens or the admin", async () => {
    const world = open();
    await world.keep();
    for (const who of [citizen, { sub: "admin", role: "admin" }])
      expect((await search(world, who, { ...why, phone: applicant.phone })).status).toBe(403);
    expect(world.searches).toEqual([]);
  });
});
