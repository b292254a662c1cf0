import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { madeUpIdNumber } from "#local/made-up-identity.ts";
import { handIn, type Person } from "#local/play/api.ts";
import { makeJpeg } from "#local/play/files.ts";
import { accepted, apply, citizenNamed, type Office, officeOf } from "#local/play/office.ts";
import { act, type CaseBody } from "#local/play/straight-way.ts";
import { sharedTestApp, type TestApp } from "#test/support/app.ts";
import { refused } from "#test/support/applications.ts";

let app: TestApp;
let citizen: Person;
let neighbour: Person;
let office: Office;
beforeAll(async () => {
  app = await sharedTestApp();
  citizen = await citizenNamed(app, "examined-applicant");
  neighbour = await citizenNamed(app, "examined-neighbour", {
    name: "王芳",
    idNumber: madeUpIdNumber("examined-neighbour"),
  });
  office = await officeOf(app, "1001");
});
afterAll(() => app.end());

type Plural = "inspections" | "hearings" | "interested-parties";
type One = Record<string, unknown> & { version: number; state: string };
const ids = { inspections: "inspectionId", hearings: "hearingId", "interested-parties": "partyId" } as const;

let serial = 0;
async function begin(plural: Plural, { caseNumber }: CaseBody, body: object): Promise<One> {
  serial += 1;
  const { body: made } = await office.reviewer.ask("POST", `/v1/${plural}`, {
    body: { caseNumber, ...body },
    headers: { "idempotency-key": `examinations-${serial}` },
  });
  return made as One;
}
const take = async (who: Person, plural: Plural, one: One, action: string, body: object = {}) =>
  (
    await who.ask("POST", `/v1/${plural}/${one[ids[plural]]}/actions/${action}`, {
      body,
      headers: { "if-match": `"${one.version}"` },
    })
  ).body as One;
const caseNow = async (who: Person, { caseNumber }: CaseBody) =>
  (await who.ask("GET", `/v1/cases/${caseNumber}`)).body as CaseBody & {
    officialDocuments: { kind: string; documentId: string }[];
    examinations?: { kind: string; state: string }[];
  };
const dayAfter = (days: number): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(Date.now() + days * 86_400_000);
/** The guard by which the office cannot decide now, and until when. */
async function obstacle(of: CaseBody, action: "approve" | "reject") {
  await app.drained();
  const answer = await refused(office.reviewer, await caseNow(office.reviewer, of), action, {
    reason: "依据审查结果",
    ...(action === "reject" && {
      provisions: [{ basis: "《食品安全法》第三十三条", fact: "没有相应的设备" }],
    }),
  });
  const { guard, until } = answer.body as { guard?: string; until?: string };
  return { status: answer.status, guard, until };
}
const opened = async (): Promise<CaseBody> => accepted(office, await apply(citizen));
const documentKinds = async (who: Person, of: CaseBody): Promise<string[]> =>
  (await caseNow(who, of)).officialDocuments.map(({ kind }) => kind);
const fileOf = (who: Person, documentId: string) => who.call("GET", `/v1/documents/${documentId}/content`);

describe("an on-site inspection", () => {
  test("holds the decision up until its result, and its photos belong to the case", async () => {
    const of = await opened();
    const planned = await begin("inspections", of, {});
    expect(await obstacle(of, "approve")).toMatchObject({ status: 409, guard: "inspectionsOver" });
    expect((await obstacle(of, "reject")).until).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    const officers = ["reviewer-1001", "clerk-1001"].map((account, index) => ({
      account,
      cardNumber: `4116001234${index}`,
    }));
    const scheduled = await take(office.clerk, "inspections", planned, "schedule", {
      day: dayAfter(1),
      time: "09:30",
      officers,
    });
    const { body: mine } = await citizen.ask("GET", `/v1/inspections?caseNumber=${of.caseNumber}`);
    expect(mine.items).toMatchObject([{ state: "scheduled", allowedActions: ["reschedule"] }]);
    const moved = await take(citizen, "inspections", scheduled, "reschedule", {
      day: dayAfter(2),
      time: "10:00",
      words: "当天不在",
    });
    const photo = await handIn(office.reviewer, makeJpeg(77));
    const onSite = await take(office.reviewer, "inspections", moved, "arrive");
    const recorded = await take(office.reviewer, "inspections", onSite, "record", {
      checks: [{ item: "卫生设施", finding: "conforms" }],
      documents: [photo],
      signature: { by: "applicant" },
    });
    await take(office.clerk, "inspections", recorded, "pass");
    await app.drained();
    expect((await caseNow(citizen, of)).examinations).toMatchObject([
      { kind: "inspection", state: "passed" },
    ]);
    expect((await fileOf(citizen, photo)).status).toBe(303);
    expect((await fileOf(neighbour, photo)).status).toBe(404);
    expect((await act(office.reviewer, await caseNow(office.reviewer, of), "approve")).state).toBe(
      "approved",
    );
    await app.drained();
    expect(await documentKinds(citizen, of)).toEqual(
      expect.arrayContaining(["inspectionNotice", "inspectionRecord", "approval"]),
    );
  });

  test("that was failed keeps the case from being granted", async () => {
    const of = await opened();
    const planned = await begin("inspections", of, {});
    const officers = ["reviewer-1001", "clerk-1001"].map((account) => ({ account, cardNumber: "411600123" }));
    const visit = { day: dayAfter(1), time: "09:30", officers };
    const scheduled = await take(office.clerk, "inspections", planned, "schedule", visit);
    const onSite = await take(office.clerk, "inspections", scheduled, "arrive");
    const recorded = await take(office.clerk, "inspections", onSite, "record", {
      checks: [{ item: "操作间", finding: "doesNotConform", remark: "没有设置" }],
      signature: { by: "refused", witnessOf: "七一路办事处" },
    });
    await take(office.clerk, "inspections", recorded, "fail", { words: "没有操作间" });
    expect(await obstacle(of, "approve")).toMatchObject({ guard: "inspectionPassed" });
  });
});

describe("a hearing", () => {
  test("is owed from the announcement of the right to its record, and ends with the case", async () => {
    const of = await opened();
    const announced = await begin("hearings", of, {
      hearingGround: "onRequest",
      words: "直接涉及他人重大利益",
    });
    expect(await obstacle(of, "approve")).toMatchObject({ status: 409, guard: "hearingsOver" });
    const requested = await take(citizen, "hearings", announced, "request");
    expect(requested).toMatchObject({ state: "owed", requestedByApplicant: true });
    const early = await office.reviewer.call("POST", `/v1/hearings/${announced.hearingId}/actions/schedule`, {
      body: { day: dayAfter(2), time: "09:30", place: "三楼听证室", assignee: "chair-1001" },
      headers: { "if-match": `"${requested.version}"` },
    });
    expect(early).toMatchObject({ status: 409, body: { guard: "noticeLongEnough" } });
    await app.drained();
    expect(await documentKinds(citizen, of)).toContain("hearingRight");
    const { body: history } = await citizen.ask("GET", `/v1/hearings/${announced.hearingId}/history`);
    expect((history.items as { event: string }[]).map(({ event }) => event)).toEqual([
      "announced",
      "requested",
    ]);
    await act(citizen, await caseNow(citizen, of), "withdraw");
    await app.drained();
    const { body: ended } = await citizen.ask("GET", `/v1/hearings/${announced.hearingId}`);
    expect(ended.state).toBe("cancelled");
  });
});

describe("a third party", () => {
  test("takes the notice up, objects, asks for a hearing, and is answered before the decision", async () => {
    const of = await opened();
    await begin("hearings", of, { hearingGround: "onRequest", words: "影响相邻采光" });
    const named = await begin("interested-parties", of, {
      relation: "neighbour",
      person: { name: "王芳", phone: "13800003211" },
      words: "相邻采光",
    });
    expect(await obstacle(of, "reject")).toMatchObject({ guard: "hearingsOver" });
    const informed = await take(office.reviewer, "interested-parties", named, "inform", {
      informedHow: "inPerson",
      statementDays: 5,
      announcesHearing: true,
      words: "已当面告知",
    });
    const joined = await take(neighbour, "interested-parties", informed, "join");
    const asked = await take(neighbour, "interested-parties", joined, "requestHearing");
    const stated = await take(neighbour, "interested-parties", asked, "makeStatement", {
      position: "objects",
      statement: "油烟影响我家生活",
    });
    await app.drained();
    const { body: hearings } = await office.reviewer.ask("GET", `/v1/hearings?caseNumber=${of.caseNumber}`);
    expect(hearings.items).toMatchObject([{ state: "owed", requests: 1 }]);
    const withdrawn = await take(neighbour, "interested-parties", stated, "withdrawHearingRequest");
    await take(office.reviewer, "interested-parties", withdrawn, "weigh", {
      weighing: "partlyAdopted",
      words: "要求加装油烟净化器",
    });
    await app.drained();
    const { examinations } = await caseNow(office.reviewer, of);
    expect(examinations).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: "interestedParty", state: "considered" }),
        expect.objectContaining({ kind: "hearing", state: "announced" }),
      ]),
    );
    // The notice names the third party: it is the office's, and not for the applicant to read.
    const notice = (await caseNow(office.reviewer, of)).officialDocuments.find(
      ({ kind }) => kind === "partyNotice",
    );
    expect((await fileOf(office.reviewer, notice?.documentId ?? "")).status).toBe(303);
    expect((await fileOf(citizen, notice?.documentId ?? "")).status).toBe(404);
    expect(await documentKinds(citizen, of)).not.toContain("partyNotice");
    const { body: page } = await neighbour.ask("GET", `/v1/interested-parties/${named.partyId}`);
    expect(page).toMatchObject({ statement: "油烟影响我家生活", person: { name: "王芳" } });
    expect((await citizen.call("GET", `/v1/interested-parties/${named.partyId}`)).status).toBe(404);
  });
});
