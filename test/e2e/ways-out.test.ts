import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "#local/play/api.ts";
import { handIn } from "#local/play/api.ts";
import { makePdf } from "#local/play/files.ts";
import { accepted, apply, citizenNamed, type Office, officeOf, refusal } from "#local/play/office.ts";
import {
  act,
  applicant,
  type CaseBody,
  submissionOf,
  submit,
  uploadMaterials,
} from "#local/play/straight-way.ts";
import { localTables } from "#local/seed.ts";
import { audit } from "#scripts/audit/audit.ts";
import { sharedTestApp, type TestApp } from "#test/support/app.ts";
import { answersFor, publishProcedures, refused } from "#test/support/applications.ts";
import { casesIn, read } from "#test/support/cases-over-http.ts";
import { pathsOf, problemOf } from "#test/support/problem.ts";

let app: TestApp;
let citizen: Person;
let supervisor: Person;
let leader: Person;
let office: Office;
let eventsOf: ReturnType<typeof casesIn>["eventsOf"];
let documentsOf: ReturnType<typeof casesIn>["documentsOf"];
let sweepAfter: ReturnType<typeof casesIn>["sweepAfter"];

beforeAll(async () => {
  app = await sharedTestApp({ stepMs: 5 });
  ({ eventsOf, documentsOf, sweepAfter } = casesIn(app));
  citizen = await citizenNamed(app, "ways-out", applicant);
  supervisor = await app.as("liu-yang");
  leader = await app.as("he-ping");
  await publishProcedures(await app.as("sun-jing"));
  office = await officeOf(app, "1001");
});
afterAll(() => app.end());

const individualBusiness = "11411602MB9100104L4000701002001";
const deregistration = "11411602MB9100104L4000701003001";

const notice = {
  materials: [{ materialId: "premises", reason: "看不清操作间" }],
  fields: [{ path: "/premisesArea", reason: "与平面图不一致" }],
};

describe("the ways that a case can take", () => {
  test("refused, with the reason in writing", async () => {
    const opened = await apply(citizen);
    const { rightBody: _unnamed, ...nowhere } = refusal;
    expect(pathsOf(await refused(office.clerk, opened, "refuse", nowhere))).toEqual(["body/rightBody"]);
    const end = await act(office.clerk, opened, "refuse", refusal);
    expect(end.state).toBe("refused");
    expect(await documentsOf(citizen, opened)).toEqual(["receipt", "refusal"]);
    // The file goes to the competent organ because the applicant wants it, and not otherwise.
    expect(problemOf(await refused(office.clerk, end, "transferFile", { reason: "移送" })).guard).toBe(
      "fileTransferRequested",
    );
    const asked = await act(citizen, end, "requestFileTransfer");
    const { body: listed } = await office.clerk.ask("GET", "/v1/worklist?state=refused&department=1001");
    expect((listed.items as CaseBody[]).map(({ caseNumber }) => caseNumber)).toContain(opened.caseNumber);
    const moved = await act(office.clerk, asked, "transferFile", { reason: "已送城市管理局，收件人签收" });
    expect(await read(citizen, moved)).toMatchObject({
      state: "refused",
      refusal: { kind: "notOurs", file: "transferred" },
      allowedActions: [],
    });
  });

  test("returned and applied again", async () => {
    const opened = await apply(citizen);
    const returned = await act(office.clerk, opened, "returnForChange", { reason: "店名写错" });
    expect((await read(citizen, opened)).allowedActions).toEqual(["resubmit", "correctPerson", "withdraw"]);
    const again = await act(citizen, returned, "resubmit", {
      answers: { ...submissionOf([]).answers, shopName: "颍河小馆二店" },
    });
    expect(again).toMatchObject({ state: "submitted", version: 3 });
    expect((await read(citizen, opened)).answers).toMatchObject({ shopName: "颍河小馆二店" });
    expect(await documentsOf(citizen, opened)).toEqual(["receipt", "advice", "receipt"]);
  });

  test("supplemented: everything listed at once, and nothing more the second time", async () => {
    const opened = await apply(citizen);
    const waiting = await act(office.clerk, opened, "passPreReview");
    const empty = await refused(office.clerk, waiting, "requestSupplement", {});
    expect([empty.status, pathsOf(empty)]).toEqual([400, ["body"]]);
    const noticed = await act(office.clerk, waiting, "requestSupplement", notice);
    expect(await read(citizen, noticed)).toMatchObject({ notice, state: "supplementRequested" });
    expect(await documentsOf(citizen, opened)).toEqual(["receipt", "notice"]);

    const [application, premises] = await uploadMaterials(citizen, 9);
    const supplied = await act(citizen, noticed, "supplement", { materials: [application, premises] });
    const late = { materials: [], fields: [{ path: "/shopName", reason: "与执照不符" }] };
    const unasked = await refused(office.clerk, supplied, "requestSupplement", late);
    expect(problemOf(unasked).guard).toBe("furtherNoticeConfirmed");
    const proposed = await act(office.clerk, supplied, "proposeFurtherNotice", {
      reason: "新交的申请书没有签字",
    });
    const confirmed = await act(supervisor, proposed, "confirmFurtherNotice");
    const tooLate = await refused(office.clerk, confirmed, "requestSupplement", late);
    expect([tooLate.status, problemOf(tooLate)]).toMatchObject([
      409,
      { code: "guardFailed", guard: "oneTimeNoticeComplete", lateFindings: ["answers/shopName"] },
    ]);
    // What was told before and is still wrong, and what is new since, may be told.
    const again = {
      materials: [{ materialId: "application", reason: "新交的申请书没有签字" }],
      fields: [{ path: "/premisesArea", reason: "仍不一致" }],
    };
    expect(await act(office.clerk, confirmed, "requestSupplement", again)).toMatchObject({
      state: "supplementRequested",
      notices: 2,
    });
  });

  test("lapsed, because the applicant did not answer", async () => {
    const citizen = await citizenNamed(app, "ways-out-silent");
    await citizen.ask("PUT", "/v1/me/notice-preferences", {
      body: { language: "zh", declined: {}, digest: false, electronicService: true },
    });
    const opened = await apply(citizen);
    await act(office.clerk, await act(office.clerk, opened, "passPreReview"), "requestSupplement", notice);
    // The notice was served, or the applicant's time would not run.
    await app.drained();
    await sweepAfter(60);
    expect(await read(citizen, opened)).toMatchObject({ state: "terminated", allowedActions: [] });
    expect(await eventsOf(citizen, opened)).toContain("lapsed");
    expect(await documentsOf(citizen, opened)).toEqual([
      "receipt",
      "notice",
      "proofOfDelivery",
      "lapse",
      "proofOfDelivery",
    ]);
  });

  test("deemed accepted when the office is silent, warned of before, overdue after", async () => {
    const opened = await apply(citizen);
    await sweepAfter(40);
    const deemed = await read(citizen, opened);
    expect(deemed).toMatchObject({ state: "accepted" });
    expect((deemed.clock as { startedAt: string }).startedAt.slice(0, 16)).toBe(
      String(deemed.submittedAt).slice(0, 16),
    );
    expect(await eventsOf(citizen, opened)).toEqual(["submitted", "accepted", "overdue", "overdue"]);
  });

  test("suspended and resumed, extended once", async () => {
    const running = await accepted(office, await apply(citizen));
    const dueOf = async (one: CaseBody) => ((await read(citizen, one)).clock as { dueAt: string }).dueAt;
    const due = await dueOf(running);
    const review = { kind: "expertReview", expectedDays: 7, reason: "需要专家评审" };
    const unprovided = { ...review, kind: "auction", expectedDays: 365, reason: "领导出差" };
    expect(pathsOf(await refused(office.reviewer, running, "suspend", unprovided))).toEqual(["body/kind"]);
    const suspended = await act(office.reviewer, running, "suspend", review);
    expect(await read(citizen, suspended)).toMatchObject({ suspension: { kind: "expertReview" } });
    const resumed = await act(office.reviewer, suspended, "resume");
    const reason = { reason: "案情复杂" };
    expect(problemOf(await refused(leader, resumed, "extend", reason)).guard).toBe("extensionProposed");
    const proposed = await act(office.reviewer, resumed, "proposeExtension", reason);
    // The head of the department approves, and nobody of another.
    expect(problemOf(await refused(supervisor, proposed, "extend", reason)).guard).toBe("headApproves");
    const extended = await act(leader, proposed, "extend", reason);
    expect((await dueOf(extended)) > due).toBe(true);
    const twice = await refused(office.reviewer, extended, "proposeExtension", reason);
    expect(problemOf(twice)).toMatchObject({ guard: "notExtended" });
    expect(await documentsOf(citizen, running)).toEqual(["receipt", "acceptance", "suspension", "extension"]);
  });

  test("examined here, decided by the province and shown as its decision", async () => {
    const itemCode = "11411602MB9102409K4000724002001";
    const veterans = await officeOf(app, "1024");
    const opened = await submit(citizen, {
      itemCode,
      applicant,
      answers: await answersFor(citizen, itemCode),
      materials: await Promise.all(
        ["id-card", "discharge-paper", "injury-record"].map(async (materialId) => ({
          materialId,
          documentId: await handIn(citizen, makePdf(materialId)),
        })),
      ),
      handIn: { mode: "online" },
      receive: { mode: "window" },
    });
    const running = await accepted(veterans, opened);
    expect(problemOf(await refused(veterans.reviewer, running, "approve")).guard).toBe("decidedHere");
    const sent = await act(veterans.reviewer, running, "forwardUp", { reason: "伤情属实，建议评定" });
    const received = await act(veterans.clerk, sent, "recordUpperReceipt", {
      fileNumber: "豫退收〔2026〕118号",
    });
    const decision = { result: "approved", number: "豫退残〔2026〕52号", reason: "评定为十级" };
    const early = await refused(veterans.reviewer, received, "recordUpperDecision", {
      ...decision,
      decidedOn: "2020-01-01",
    });
    expect(pathsOf(early)).toEqual(["body/decidedOn"]);
    const decidedOn = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const decided = await act(veterans.reviewer, received, "recordUpperDecision", { ...decision, decidedOn });
    expect(decided).toMatchObject({ state: "approved", upperDocument: decision.number });
    await act(veterans.clerk, decided, "collect", { identity: "residentId", relation: "self" });
    expect(await documentsOf(citizen, opened)).toEqual([
      "receipt",
      "acceptance",
      "forwarding",
      "proofOfDelivery",
    ]);
  });

  test("urged by the applicant, answered for all to see", async () => {
    const opened = await apply(citizen);
    const urged = await act(citizen, opened, "urge", { reason: "急着开业" });
    expect(problemOf(await refused(citizen, urged, "urge")).guard).toBe("urgingAnswered");
    const { body: listed } = await supervisor.ask("GET", "/v1/worklist?department=1001&limit=100");
    const row = (listed.items as (CaseBody & { urging?: object })[]).find(
      ({ caseNumber }) => caseNumber === opened.caseNumber,
    );
    expect(row?.urging).toMatchObject({ answerBy: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
    const answered = await act(office.clerk, urged, "answerUrging", { answer: "今天预审，明天告知结果。" });
    expect(problemOf(await refused(citizen, answered, "urge")).guard).toBe("urgedLongAgo");
    expect(await eventsOf(citizen, opened)).toEqual(["submitted", "urged", "urgingAnswered"]);
    const { body } = await citizen.ask("GET", `/v1/cases/${opened.caseNumber}/history`);
    expect((body.items as { words?: string }[]).at(-1)?.words).toBe("今天预审，明天告知结果。");
  });

  test("withdrawn by the applicant, with the system's help or a clerk's", async () => {
    const opened = await apply(citizen);
    expect((await act(citizen, opened, "withdraw", { reason: "不开店了" })).state).toBe("withdrawn");
    const another = await apply(citizen);
    const unsaid = await refused(office.clerk, another, "withdraw");
    expect(pathsOf(unsaid)).toEqual(["body/assistance"]);
    const helped = await act(office.clerk, another, "withdraw", { assistance: { kind: "helped" } });
    expect(helped.state).toBe("withdrawn");
    for (const one of [opened, another])
      expect(await documentsOf(citizen, one)).toEqual(["receipt", "withdrawal"]);
  });

  test("rejected with reasons and remedies, fetched at the window", async () => {
    const running = await accepted(office, await apply(citizen));
    const rejected = await act(office.reviewer, running, "reject", {
      reason: "场所不符合条件",
      provisions: [{ basis: "《食品安全法》第三十三条", fact: "没有相应的设备" }],
    });
    const { body: seen } = await citizen.ask("GET", `/v1/cases/${rejected.caseNumber}`);
    const { code } = seen.collection as { code: string };
    expect((await office.clerk.ask("GET", `/v1/cases/${rejected.caseNumber}`)).body.collection).toBe(
      undefined,
    );
    const collect = (who: Person, body: unknown) =>
      who.call("POST", `/v1/cases/${rejected.caseNumber}/actions/collect`, {
        body,
        headers: { "if-match": `"${rejected.version}"` },
      });
    // Nobody has been at the window because the applicant says so, and another code opens nothing.
    expect((await collect(citizen, {})).body).toMatchObject({
      code: "guardFailed",
      guard: "opensElectronic",
    });
    expect((await collect(office.clerk, {})).body).toMatchObject({ errors: [{ path: "body/code" }] });
    const wrong = String((Number(code) + 1) % 100_000_000).padStart(8, "0");
    for (let attempt = 1; attempt <= 4; attempt += 1)
      expect((await collect(office.clerk, { code: wrong })).body.code).toBe("collectionCodeWrong");
    const done = await act(office.clerk, rejected, "collect", { code });
    // Collected once, it is collected; the code is good for nothing any more.
    expect((await collect(office.clerk, { code })).status).toBe(412);
    expect((await citizen.ask("GET", `/v1/cases/${rejected.caseNumber}`)).body.collection).toBe(undefined);
    expect(done).toMatchObject({ state: "completed", decision: "rejected" });
    expect(await documentsOf(citizen, running)).toEqual([
      "receipt",
      "acceptance",
      "rejection",
      "proofOfDelivery",
    ]);
  });

  test("decided on the spot, for an instant item, with a licence that is genuine and can be used again", async () => {
    const opened = await submit(citizen, {
      itemCode: individualBusiness,
      applicant: { phone: applicant.phone },
      answers: await answersFor(citizen, individualBusiness),
      materials: [{ materialId: "place-promise", documentId: await handIn(citizen, makePdf("place")) }],
      handIn: { mode: "online" },
      receive: { mode: "electronic" },
    });
    const decided = await act(office.clerk, opened, "decideOnTheSpot");
    expect(decided.state).toBe("approved");
    await act(citizen, decided, "collect");
    await app.drained();

    const { body } = await citizen.ask("GET", "/v1/licences");
    const [licence] = body.items as { licenceId: string; identifier: string }[];
    if (!licence) throw new Error("no licence was issued");
    const own = (await citizen.ask("GET", `/v1/licences/${licence.licenceId}`)).body;
    expect(own).toMatchObject({ holder: { name: applicant.name }, state: "valid" });
    expect(String(own.qrCode)).toMatch(/^<svg/);
    const identifier = String(own.verifyUrl).split("/verify/")[1];
    const { body: checked } = await citizen.ask("GET", `/v1/licence-checks/${identifier}`);
    expect(checked).toMatchObject({ authentic: true, state: "valid", holder: "李*" });
    expect(JSON.stringify(checked)).not.toContain(applicant.idNumber);

    const [, premises] = await uploadMaterials(citizen, 4);
    const use = (materialId: string) => ({ materialId, licenceId: licence.licenceId, authorised: true });
    const wrong = await citizen.call("POST", "/v1/cases", {
      body: submissionOf(premises ? [premises] : [], { licences: [use("application")] }),
      headers: { "idempotency-key": "wrong-licence" },
    });
    expect(problemOf(wrong).errors).toMatchObject([{ path: "body/licences/0/licenceId", code: "wrongType" }]);
    const next = await submit(citizen, {
      ...submissionOf([], { receive: { mode: "window" } }),
      itemCode: deregistration,
      answers: await answersFor(citizen, deregistration),
      materials: [{ materialId: "investors-promise", documentId: await handIn(citizen, makePdf("promise")) }],
      licences: [use("business-licence")],
    });
    expect((await read(citizen, next)).materials).toContainEqual({
      materialId: "business-licence",
      licenceId: licence.licenceId,
      trust: "A",
    });
    const { body: uses } = await citizen.ask("GET", `/v1/licences/${licence.licenceId}/uses`);
    expect(uses.items).toMatchObject([{ caseNumber: next.caseNumber, materialId: "business-licence" }]);
  });
});

test("every case of these is exactly what its history says", async () => {
  await app.drained();
  const { cases, findings } = await audit(app.outputs.CasesTableName ?? "", localTables(app), undefined);
  expect(cases).toBeGreaterThan(10);
  expect(findings).toEqual([]);
});
