import { afterAll, beforeAll, expect, test } from "vitest";
import { handIn } from "#local/play/api.ts";
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
let losing = false;
/** Consumers wait for it: the carriers' clocks do not travel, and what is signed a day ahead they refuse. */
let timeIsBack: Promise<void> | undefined;
beforeAll(async () => {
  app = await startTestApp({
    stepMs: 5,
    hooks: {
      // As if the queues had been purged: taken from them, and never handled.
      aroundInvoke: async ({ source }, invoke) => {
        if (source !== "sqs") return invoke();
        if (losing) return { batchItemFailures: [] };
        await timeIsBack;
        return invoke();
      },
    },
  });
});
afterAll(() => app.end());

test("what lost messages left out is found, told of and made good, once", async () => {
  const citizen = await citizenNamed(app, "owed", applicant);
  const { clerk, reviewer } = await officeOf(app, "1001");
  losing = true;
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
  losing = false;

  const found = () =>
    audit(app.outputs.CasesTableName ?? "", localTables(app), undefined, undefined, owedAudit(app));
  const lost = (await found()).findings.map(({ description }) => description).toSorted();
  expect(lost).toEqual([
    ...["acceptance", "approval", "approval"].map((kind) => `${kind} is missing: official-documents owes it`),
    "journey outbound is missing: courier-handover owes it",
    ...["licence", "licence"].map((what) => `${what} is missing: licence-issuing owes it`),
    ...["proofOfDelivery", "receipt", "receipt", "receipt", "withdrawal"].map(
      (kind) => `${kind} is missing: official-documents owes it`,
    ),
  ]);

  // Not before the messages could have come by themselves.
  await app.fireSchedule("OwedResults");
  await app.drained();
  expect((await found()).findings).toHaveLength(lost.length);
  const nextDay = async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    timeIsBack = promise;
    app.travel(1);
    await app.fireSchedule("OwedResults");
    app.travel(-1);
    resolve();
    await app.drained();
  };
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
  const again = app.log.slice(before).filter(({ message }) => message.includes("owedResults"));
  expect(again.map(({ message }) => (JSON.parse(message) as { published?: number }).published)).toEqual([0]);
});
