import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { handIn, type Person } from "#local/play/api.ts";
import { makePdf } from "#local/play/files.ts";
import { accepted, citizenNamed, type Office, officeOf } from "#local/play/office.ts";
import { act, applicant, type CaseBody, submit } from "#local/play/straight-way.ts";
import { localTables } from "#local/seed.ts";
import { audit } from "#scripts/audit/audit.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { startTestApp, type TestApp } from "#test/support/app.ts";
import { answersFor, inTenDays, refused } from "#test/support/applications.ts";
import { casesIn, read } from "#test/support/cases-over-http.ts";
import { pathsOf, problemOf } from "#test/support/problem.ts";

/** 开办餐饮店“一件事”. */
const jointItem = "11411602MB9100104L4412001010001";
let app: TestApp;
let citizen: Person;
let office: Office;
let eventsOf: ReturnType<typeof casesIn>["eventsOf"];
let sweepAfter: ReturnType<typeof casesIn>["sweepAfter"];

beforeAll(async () => {
  app = await startTestApp({ stepMs: 5 });
  ({ eventsOf, sweepAfter } = casesIn(app));
  citizen = await citizenNamed(app, "joint-matter", applicant);
  office = await officeOf(app, "1001");
});
afterAll(() => app.end());

const allMaterials = ["application", "premises", "layout", "ad-image"];
async function applyJointly(more: Record<string, unknown>, ids = allMaterials) {
  const materials = await Promise.all(
    ids.map(async (materialId, index) => ({
      materialId,
      documentId: await handIn(citizen, makePdf(`joint ${index}`)),
    })),
  );
  const opened = await submit(citizen, {
    itemCode: jointItem,
    applicant: { phone: applicant.phone },
    answers: await answersFor(citizen, jointItem),
    materials,
    handIn: { mode: "online" },
    receive: { mode: "window" },
    ...more,
  });
  return { opened, materials };
}

async function partsOf({ caseNumber }: CaseBody) {
  await app.drained();
  const { body } = await citizen.ask("GET", "/v1/cases?limit=100");
  const mine = body.items as (CaseBody & { parent?: string; department: string })[];
  return mine.filter(({ parent }) => parent === caseNumber);
}

describe("a joint matter", () => {
  test("one form, three departments at the same time, one end", async () => {
    const { opened, materials } = await applyJointly({ commitments: ["fire-plan"] });
    const whole = await accepted(office, opened);
    const parts = await partsOf(opened);
    expect(parts.map(({ department }) => department).toSorted()).toEqual(["1001", "1016", "1017"]);
    expect(problemOf(await refused(office.reviewer, whole, "approve")).guard).toBe("notJoint");

    for (const [index, part] of parts.entries()) {
      const { reviewer } = await officeOf(app, part.department);
      expect((await read(reviewer, part)).state).toBe("accepted");
      // The whole's documents are open to the part's department, by the part.
      const path = `/v1/documents/${materials[0]?.documentId}/content`;
      expect((await reviewer.call("GET", `${path}?case=${part.caseNumber}`)).status).toBe(303);
      const failed = { provisions: [{ basis: "《消防法》第十五条第二款", fact: "没有第二个安全出口" }] };
      const [decision, why] = index === 1 ? (["reject", failed] as const) : (["approve", {}] as const);
      await act(reviewer, part, decision, { reason: "依法审查", ...why });
      await app.drained();
      expect((await read(citizen, part)).state).toBe("completed");
      expect((await read(citizen, opened)).state).toBe(index === 2 ? "rejected" : "accepted");
    }
    await act(office.clerk, await read(citizen, opened), "collect", {
      identity: "residentId",
      relation: "self",
    });
    expect(await eventsOf(citizen, opened)).toEqual([
      "submitted",
      "preReviewPassed",
      "accepted",
      "partDecided",
      "partDecided",
      "partDecided",
      "collected",
    ]);
  });

  test("has the parts that were chosen, and asks for what these need", async () => {
    const {
      sign: _with,
      signWidth: _width,
      signHeight: _height,
      ...answers
    } = await answersFor(citizen, jointItem);
    const chosen = { answers: { ...answers, sign: "不设置" }, commitments: ["fire-plan"] };
    const { opened, materials } = await applyJointly(chosen, allMaterials.slice(0, 3));
    const pictured = await citizen.call("POST", "/v1/case-checks", {
      body: {
        itemCode: jointItem,
        applicant: { phone: applicant.phone },
        ...chosen,
        materials: [{ materialId: "ad-image", documentId: materials[0]?.documentId }],
        handIn: { mode: "online" },
        receive: { mode: "window" },
      },
    });
    expect(pathsOf(pictured)).toContain("body/materials/0/materialId");
    await accepted(office, opened);
    const parts = await partsOf(opened);
    expect(parts.map(({ department }) => department).toSorted()).toEqual(["1001", "1016"]);
    // The licence was looked up once, with the acceptance of the whole.
    for (const part of parts) {
      const { lookUps, lookedUp } = await read(citizen, part);
      expect(lookUps).toBeUndefined();
      expect(lookedUp).toMatchObject([{ materialId: "business-licence" }]);
    }
  });

  test("a remedy against a part's decision stands on the part; the whole shows it and goes on", async () => {
    const { opened } = await applyJointly({ commitments: ["fire-plan"] });
    await accepted(office, opened);
    const part = (await partsOf(opened)).find(({ department }) => department === "1001");
    if (!part) throw new Error("no part of the office");
    await act(office.reviewer, await read(office.reviewer, part), "approve");
    await app.drained();
    const today = dayOf(new Date().toISOString());
    const court = {
      kind: "litigation",
      organ: "川汇区人民法院",
      number: "（2026）豫1602行初2号",
      receivedOn: today,
    };
    const whole = await read(office.reviewer, opened);
    expect((await refused(office.reviewer, whole, "recordRemedy", court)).status).toBe(409);
    expect(whole).not.toHaveProperty("partRemedies");

    const sued = await act(office.reviewer, await read(office.reviewer, part), "recordRemedy", court);
    expect(await read(citizen, opened)).toMatchObject({
      state: "accepted",
      partRemedies: [{ caseNumber: part.caseNumber, remedy: { kind: "litigation" } }],
    });
    const lost = await act(office.reviewer, sued, "recordRemedyOutcome", {
      outcome: "decideAnew",
      number: court.number,
      decidedOn: today,
      servedOn: today,
      within: { days: 30, unit: "calendarDay" },
      reason: "主要证据不足",
    });
    await act(await app.as("he-ping"), lost, "carryOutRemedy", { reason: "按照判决重新办理" });
    await app.drained();
    const shown = (await read(citizen, opened)).partRemedies as { remedy: { anew: string; by?: string } }[];
    expect(shown).toMatchObject([{ remedy: { outcome: "decideAnew", carriedOut: true } }]);
    expect(shown[0]?.remedy).not.toHaveProperty("by");
    const again = await read(office.reviewer, { caseNumber: shown[0]?.remedy.anew ?? "" });
    expect(again).toMatchObject({ state: "accepted", anewFor: part.caseNumber });
    expect((await act(office.reviewer, again, "approve")).state).toBe("approved");
  });

  test("deemed accepted, it starts its parts with its own clock, not with the sweep", async () => {
    const { opened } = await applyJointly({ commitments: ["fire-plan"] });
    await sweepAfter(10);
    const startOf = async (one: CaseBody) =>
      ((await read(citizen, one)).clock as { startedAt: string }).startedAt;
    const started = await startOf(opened);
    expect(started).toBe((await read(citizen, opened)).submittedAt);
    const parts = await partsOf(opened);
    expect(await Promise.all(parts.map(startOf))).toEqual([started, started, started]);
  });

  test("withdrawn, it takes its parts with it", async () => {
    const deferred = [{ materialId: "fire-plan", until: inTenDays() }];
    const { opened } = await applyJointly({ deferred });
    const whole = await accepted(office, opened);
    expect(await partsOf(opened)).toHaveLength(3);
    await act(citizen, whole, "withdraw");
    expect((await partsOf(opened)).map(({ state }) => state)).toEqual([
      "withdrawn",
      "withdrawn",
      "withdrawn",
    ]);
    for (const ended of [opened, ...(await partsOf(opened))])
      expect((await read(citizen, ended)).rating).toContainEqual({
        stage: "completion",
        turn: "first",
        ratable: true,
      });
  });
});

test("every case of these is exactly what its history says", async () => {
  await app.drained();
  const { cases, findings } = await audit(app.outputs.CasesTableName ?? "", localTables(app), undefined);
  // Four joint matters with three parts each, one with two, and one part that is decided anew.
  expect(cases).toBe(20);
  expect(findings).toEqual([]);
});
