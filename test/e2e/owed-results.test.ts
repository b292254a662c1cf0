import { afterAll, beforeAll, expect, test } from "vitest";
import { handIn, type Person } from "#local/play/api.ts";
import { makePdf } from "#local/play/files.ts";
import { citizenNamed, officeOf } from "#local/play/office.ts";
import {
  act,
  applicant,
  submissionOf,
  submit,
  uploadMaterials,
  waitForState,
} from "#local/play/straight-way.ts";
import { localTables } from "#local/seed.ts";
import { audit } from "#scripts/audit/audit.ts";
import { owedAudit } from "#scripts/audit/owed.ts";
import { startTestApp, type TestApp } from "#test/support/app.ts";
import { answersFor } from "#test/support/applications.ts";
import { read } from "#test/support/cases-over-http.ts";

const individualBusiness = "11411602MB9100104L4000701002001";

let app: TestApp;
/** The functions that are told nothing: of what is lost for them. */
let losing: (functionName: string) => boolean = () => false;
/** Consumers wait for it: the carriers' clocks do not travel, and what is signed a day ahead they refuse. */
let timeIsBack: Promise<void> | undefined;
beforeAll(async () => {
  app = await startTestApp({
    stepMs: 5,
    hooks: {
      // As if the queues had been purged: taken from them, and never handled.
      aroundInvoke: async ({ source, functionName }, invoke) => {
        if (source !== "sqs") return invoke();
        if (losing(functionName)) return { batchItemFailures: [] };
        await timeIsBack;
        return invoke();
      },
    },
  });
});
afterAll(() => app.end());

const found = () =>
  audit(app.outputs.CasesTableName ?? "", localTables(app), undefined, undefined, owedAudit(app));

async function nextDay(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  timeIsBack = promise;
  app.travel(1);
  await app.fireSchedule("OwedResults");
  app.travel(-1);
  resolve();
  await app.drained();
}

test("what lost messages left out is found, told of and made good, once", async () => {
  const citizen = await citizenNamed(app, "owed", applicant);
  const { clerk, reviewer } = await officeOf(app, "1001");
  losing = () => true;
  const spot = await submit(citizen, {
    itemCode: individualBusiness,
    applicant: { phone: applicant.phone },
    answers: await answersFor(citizen, individualBusiness),
    materials: [{ materialId: "place-promise", documentId: await handIn(citizen, makePdf("place")) }],
    handIn: { mode: "online" },
    receive: { mode: "electronic" },
  });
  await act(citizen, await act(clerk, spot, "decideOnTheSpot"), "collect");
  const withdrawn = await submit(citizen, submissionOf(await uploadMaterials(citizen, 2)));
  await act(citizen, withdrawn, "withdraw");
  const sent = await submit(citizen, submissionOf(await uploadMaterials(citizen, 3)));
  const passed = await act(clerk, sent, "passPreReview");
  await act(reviewer, await act(clerk, passed, "accept"), "approve", { reason: "材料齐全" });
  await app.drained();
  losing = () => false;

  const lost = (await found()).findings.map(({ description }) => description).toSorted();
  expect(lost).toEqual([
    ...["acceptance", "approval", "approval"].map((kind) => `${kind} is missing: official-documents owes it`),
    "journey outbound is missing: courier-handover owes it",
    ...["licence", "licence"].map((what) => `${what} is missing: licence-issuing owes it`),
    ...["accepted", "decided", "decided", "received", "received", "received"].map(
      (what) => `notice ${what} is missing: notice-follow owes it`,
    ),
    ...["proofOfDelivery", "receipt", "receipt", "receipt", "withdrawal"].map(
      (kind) => `${kind} is missing: official-documents owes it`,
    ),
  ]);

  // Not before the messages could have come by themselves.
  await app.fireSchedule("OwedResults");
  await app.drained();
  expect((await found()).findings).toHaveLength(lost.length);
  await nextDay();
  const lines = app.log.filter(({ message }) => message.includes("owedResults.missing"));
  expect(lines).toHaveLength(lost.length);
  for (const { message } of lines) expect(message).not.toContain(applicant.name);
  await waitForState(citizen, sent.caseNumber, "completed");
  await app.drained();
  expect((await found()).findings).toEqual([]);
  expect((await citizen.ask("GET", "/v1/licences")).body.items).toHaveLength(2);
  expect((await read(citizen, sent)).deliveries).toMatchObject([{ kind: "outbound", state: "delivered" }]);

  const before = app.log.length;
  await nextDay();
  const again = app.log.slice(before).filter(({ message }) => message.includes("owedResults.looked"));
  expect(again.map(({ message }) => (JSON.parse(message) as { published?: number }).published)).toEqual([0]);
});

test("what deliveries, payments and ratings tell is told again, too", async () => {
  const citizen = await citizenNamed(app, "owed", applicant);
  const { clerk, reviewer } = await officeOf(app, "1001");
  const sent = await submit(citizen, submissionOf(await uploadMaterials(citizen, 4)));
  const accepted = await act(clerk, await act(clerk, sent, "passPreReview"), "accept");
  losing = (name) => ["CaseFollow", "RectificationFollow", "RatingIntake"].some((one) => name.includes(one));
  await act(reviewer, accepted, "approve", { reason: "材料齐全" });
  await citizen.ask("POST", `/v1/cases/${sent.caseNumber}/ratings`, {
    body: { stage: "acceptance", score: 1, details: ["110"], comment: "材料交了两次" },
  });
  await app.drained();
  losing = () => false;
  expect((await read(citizen, sent)).deliveries).toMatchObject([{ kind: "outbound", state: "delivered" }]);

  expect((await found()).findings.map(({ description }) => description).toSorted()).toEqual([
    "comment is missing: rating-intake owes it",
    "handOver is missing: case-follow owes it",
    "work order is missing: rectification-follow owes it",
  ]);
  await nextDay();
  await waitForState(citizen, sent.caseNumber, "completed");
  await app.drained();
  expect((await found()).findings).toEqual([]);
  expect((await clerk.ask("GET", "/v1/rectifications")).body.items).toMatchObject([
    { caseNumber: sent.caseNumber, stage: "acceptance" },
  ]);
});

test("so is what examinations, commitments and licences tell", async () => {
  const citizen = await citizenNamed(app, "owed-examined");
  const { clerk, reviewer } = await officeOf(app, "1001");
  const approved = async (seed: number, more = {}) => {
    const body = submissionOf(await uploadMaterials(citizen, seed), { receive: { mode: "window" }, ...more });
    const accepted = await act(
      clerk,
      await act(clerk, await submit(citizen, body), "passPreReview"),
      "accept",
    );
    return act(reviewer, accepted, "approve", { reason: "材料齐全" });
  };
  const change = async (who: Person, path: string, action: string, body: object) => {
    const { version } = (await who.ask("GET", path)).body;
    const headers = { "if-match": `"${version}"` };
    return who.ask("POST", `${path}/actions/${action}`, { body, headers });
  };
  const committed = await approved(6, { commitments: ["food-safety-rules"] });
  const corrected = await approved(7);
  const running = await submit(citizen, submissionOf(await uploadMaterials(citizen, 8)));
  const accepted = await act(clerk, await act(clerk, running, "passPreReview"), "accept");
  await app.drained();
  const licences = (await citizen.ask("GET", "/v1/licences")).body.items as Record<string, string>[];
  const licence = licences.find(({ caseNumber }) => caseNumber === corrected.caseNumber);

  losing = (name) => ["CaseFollow", "CaseExaminations", "LicenceIssuing"].some((one) => name.includes(one));
  const check = `/v1/commitments/${committed.caseNumber}`;
  await change(reviewer, check, "findUntrue", { way: "data", words: "没有制定制度" });
  await change(await app.as("liu-yang"), check, "revoke", { ground: "fraud", words: "以欺骗手段取得许可" });
  await change(reviewer, `/v1/licences/${licence?.licenceId}`, "correct", {
    holderName: "李 敏",
    words: "姓名中漏了空格",
  });
  await reviewer.ask("POST", "/v1/inspections", {
    body: { caseNumber: accepted.caseNumber },
    headers: { "idempotency-key": "owed-inspection" },
  });
  await app.drained();
  losing = () => false;

  const owing = async () => (await found()).findings.map(({ description }) => description).toSorted();
  expect(await owing()).toEqual([
    "end of a licence is missing: licence-issuing owes it",
    "recordExamination is missing: case-examinations owes it",
    "recordLicenceCorrection is missing: case-follow owes it",
  ]);
  await nextDay();
  expect(await owing()).toEqual([]);
});
