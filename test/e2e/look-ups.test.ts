import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "#local/play/api.ts";
import { handIn } from "#local/play/api.ts";
import { makePdf } from "#local/play/files.ts";
import { citizenNamed, type Office, officeOf } from "#local/play/office.ts";
import { applicant, submit, take } from "#local/play/straight-way.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { sharedTestApp, type TestApp } from "#test/support/app.ts";
import { answersFor, refused } from "#test/support/applications.ts";
import { casesIn, read } from "#test/support/cases-over-http.ts";
import { pathsOf, problemOf } from "#test/support/problem.ts";

const nurse = "11411602MB9100809U4000108002001";
let app: TestApp;
let citizen: Person;
let office: Office;

beforeAll(async () => {
  app = await sharedTestApp();
  citizen = await citizenNamed(app, "look-ups", applicant);
  office = await officeOf(app, "1008");
});
afterAll(() => app.end());

/** Of a nurse whose examination result another office holds. */
const application = async () => ({
  itemCode: nurse,
  applicant: { phone: applicant.phone },
  answers: await answersFor(citizen, nurse),
  materials: [
    { materialId: "nurse-health", documentId: await handIn(citizen, makePdf("health")) },
    { materialId: "clinic-practice", documentId: await handIn(citizen, makePdf("practice")) },
  ],
  handIn: { mode: "online" as const },
  receive: { mode: "electronic" as const },
});
const applied = async () => submit(citizen, await application());

const today = dayOf(new Date().toISOString());
const asked = {
  materialId: "exam-result",
  source: "国家卫生健康委护士执业资格考试成绩库",
  lookedUpOn: today,
};

describe("a material that another office holds", () => {
  test("is not asked for, and is looked up before the case is accepted", async () => {
    const opened = await applied();
    const reviewed = await take(office.clerk, opened, "passPreReview");
    expect(problemOf(await refused(office.clerk, reviewed, "accept"))).toMatchObject({
      code: "guardFailed",
      guard: "lookUpsGiven",
      materials: ["exam-result"],
    });
    const silent = await refused(office.clerk, reviewed, "recordLookUp", { ...asked, result: "unavailable" });
    expect(pathsOf(silent)).toEqual(["body/reason"]);
    const early = await refused(office.clerk, reviewed, "recordLookUp", {
      ...asked,
      result: "found",
      lookedUpOn: "2099-01-01",
    });
    expect(pathsOf(early)).toEqual(["body/lookedUpOn"]);
    const done = await take(office.clerk, reviewed, "recordLookUp", {
      ...asked,
      result: "found",
      number: "CX20260921-18",
    });
    const shown = await read(citizen, done);
    expect(shown).not.toHaveProperty("lookUps");
    expect(shown).toMatchObject({
      lookedUp: [
        // Who signs in with a verified identity has shown their card.
        { materialId: "id-card", source: "实名认证", result: "found" },
        { materialId: "exam-result", number: "CX20260921-18" },
      ],
    });
    const accepted = await take(office.clerk, done, "accept");
    expect((await take(office.reviewer, accepted, "approve")).state).toBe("approved");
    expect(await casesIn(app).eventsOf(citizen, opened)).toContain("lookUpRecorded");
  });

  test("is looked up with the acceptance itself, and its result stays where everybody sees it", async () => {
    const reviewed = await take(office.clerk, await applied(), "passPreReview");
    expect((await read(office.clerk, reviewed)).allowedActions).toContain("accept");
    const early = await refused(office.clerk, reviewed, "accept", {
      lookUps: [{ ...asked, result: "found", lookedUpOn: "2099-01-01" }],
    });
    expect(pathsOf(early)).toEqual(["body/lookUps/0/lookedUpOn"]);
    const lookUps = [{ ...asked, result: "notFound", reason: "成绩库里没有这个人" }];
    const accepted = await take(office.clerk, reviewed, "accept", { lookUps });
    const lookedUp = [{ materialId: "id-card", source: "实名认证" }, lookUps[0]];
    expect(await read(citizen, accepted)).toMatchObject({ state: "accepted", lookedUp });
    const decided = await take(office.reviewer, accepted, "approve");
    await app.drained();
    expect(await read(citizen, decided)).toMatchObject({ lookedUp });
    expect(await casesIn(app).eventsOf(citizen, decided)).not.toContain("lookUpRecorded");
  });

  test("is settled when the applicant brings it with a supplement", async () => {
    const body = await application();
    const opened = await submit(citizen, body);
    const noticed = await take(office.clerk, opened, "requestSupplement", {
      reason: "成绩库暂时不能查询，请自愿提供成绩单。",
      materials: [{ materialId: "exam-result", reason: "成绩库暂时不能查询。" }],
      fields: [],
    });
    const result = { materialId: "exam-result", documentId: await handIn(citizen, makePdf("result")) };
    const brought = await take(citizen, noticed, "supplement", {
      materials: [...body.materials, result],
    });
    expect(brought).not.toHaveProperty("lookUps");
    expect((await take(office.clerk, brought, "accept")).state).toBe("accepted");
  });
});
