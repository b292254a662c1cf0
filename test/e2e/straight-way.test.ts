import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PublishedEvent } from "#local/engine/index.ts";
import type { Person } from "#local/play/api.ts";
import { entriesOf } from "#local/play/history.ts";
import { act, submissionOf, submit, uploadMaterials, waitForState } from "#local/play/straight-way.ts";
import { verifyChain } from "#shared/kernel/records/verify-chain.ts";
import { startTestApp, type TestApp } from "#test/support/app.ts";

const published: PublishedEvent[] = [];
let app: TestApp;
let citizen: Person;
let clerk: Person;
let reviewer: Person;

beforeAll(async () => {
  app = await startTestApp({ stepMs: 10, hooks: { onPublished: (entry) => published.push(entry) } });
  [citizen, clerk, reviewer] = (await Promise.all(
    ["li-min", "chen-fang", "wang-lei"].map((id) => app.as(id)),
  )) as [Person, Person, Person];
});
afterAll(() => app.end());

describe("a case from application to rating", () => {
  test("over HTTP, through functions, queues, streams and bus", async () => {
    const opened = await submit(citizen, submissionOf(await uploadMaterials(citizen)));
    expect(opened).toMatchObject({ state: "submitted", version: 1 });
    const reviewed = await act(clerk, opened, "passPreReview");
    const accepted = await act(clerk, reviewed, "accept");
    await act(reviewer, accepted, "approve", { reason: "材料齐全，符合条件" });
    const completed = await waitForState(citizen, opened.caseNumber, "completed");
    expect(completed).toMatchObject({ version: 6, allowedActions: [] });
    expect(completed.deliveries).toMatchObject([{ kind: "outbound", state: "delivered" }]);
    expect(completed.applicant).toEqual({
      name: "李*",
      idNumber: "1***************2X",
      phone: "138****3210",
    });

    await app.drained();
    await citizen.ask("POST", `/v1/cases/${opened.caseNumber}/ratings`, {
      body: { stage: "completion", score: 5, details: [] },
    });
    const { body } = await citizen.ask("GET", `/v1/cases/${opened.caseNumber}`);
    expect(body.rating).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ stage: "completion", level: "verySatisfied" })]),
    );

    await app.drained();
    const { body: history } = await citizen.ask("GET", `/v1/cases/${opened.caseNumber}/history?limit=100`);
    const entries = entriesOf(opened.caseNumber, history);
    expect(entries.map(({ event }) => event.type.split(".")[2])).toEqual([
      "submitted",
      "preReviewPassed",
      "accepted",
      "approved",
      "handedOver",
      "delivered",
    ]);
    expect(verifyChain(entries, entries.at(-1)?.hash)).toEqual({ ok: true });
    const ofCase = published.filter(({ event }) => JSON.stringify(event.detail).includes(opened.caseNumber));
    const types = ofCase.map(({ event }) => event["detail-type"]);
    expect(types).toContain("tongban.delivery.delivered.v1");
    expect(types).toContain("tongban.rating.received.v1");
    for (const { event } of published)
      expect(JSON.stringify(event)).not.toMatch(/李敏|13800003210|11010519491231002X/);
    for (const { message } of app.log) expect(message).not.toMatch(/李敏|13800003210|11010519491231002X/);
  });
});
