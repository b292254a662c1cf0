import { setTimeout as wait } from "node:timers/promises";
import type { DynamoDBStreamEvent, SQSEvent } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PublishedEvent } from "#local/engine/index.ts";
import { type Answer, type Person, person } from "#local/play/api.ts";
import { entriesOf } from "#local/play/history.ts";
import { citizenNamed } from "#local/play/office.ts";
import { found, submissionOf, uploadMaterials } from "#local/play/straight-way.ts";
import { localTables } from "#local/seed.ts";
import { audit } from "#scripts/audit/audit.ts";
import { verifyChain } from "#shared/kernel/records/verify-chain.ts";
import { startTestApp, type TestApp } from "#test/support/app.ts";
import { seeded } from "#test/support/random.ts";

const cases = 200;
const citizens = 20;
/** Of every hundred invocations, so many end before the handler ran and as many after its write. */
const faultsPerHundred = 5;

const random = seeded(2026);
const faults = { before: 0, after: 0 };
const published: PublishedEvent[] = [];

/** How often a message failed. Not oftener than its queue allows: dead letters are another test's. */
const failedDeliveries = new Map<string, number>();
function mayFail(event: unknown): boolean {
  const records = (event as SQSEvent | DynamoDBStreamEvent).Records ?? [];
  const ids = records.map((record) => ("messageId" in record ? record.messageId : ""));
  const counts = ids.map((id) => (id ? (failedDeliveries.get(id) ?? 0) : 0));
  if (counts.some((count) => count >= 4)) return false;
  ids.forEach((id, index) => {
    failedDeliveries.set(id, (counts[index] ?? 0) + 1);
  });
  return true;
}

class PlayedFault extends Error {}

/** What people and their browsers do: ask again, with the same key. */
async function insist(
  who: Person,
  method: string,
  path: string,
  options: Parameters<Person["call"]>[2],
): Promise<Answer> {
  for (let attempt = 0; attempt < 30; attempt += 1) {
    const answer = await who.call(method, path, options);
    if (answer.status < 429) return answer;
    await wait(20 + 50 * random());
  }
  throw new Error(`${method} ${path} never succeeded`);
}

async function playCase(
  citizen: Person,
  office: { clerk: Person; reviewer: Person },
  number: number,
): Promise<string> {
  const body = submissionOf(await uploadMaterials(citizen, number));
  const opened = await insist(citizen, "POST", "/v1/cases", {
    body,
    headers: { "idempotency-key": `faults-${number}` },
  });
  expect(opened.status).toBe(201);
  const { caseNumber } = opened.body as { caseNumber: string };
  let version = 1;
  for (const action of ["passPreReview", "recordLookUp", "accept", "approve"]) {
    const who = action === "approve" ? office.reviewer : office.clerk;
    const acted = await insist(who, "POST", `/v1/cases/${caseNumber}/actions/${action}`, {
      body: action === "recordLookUp" ? found("business-licence") : { reason: "符合条件" },
      headers: { "if-match": `"${version}"`, "idempotency-key": `faults-${action}-${number}` },
    });
    expect([action, acted.status]).toEqual([action, 200]);
    version = Number(acted.body.version);
  }
  return caseNumber;
}

describe("handlers that fail before and after their write, at random", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({
      stepMs: 5,
      visibilitySeconds: 1,
      hooks: {
        onPublished: (entry) => published.push(entry),
        aroundInvoke: async ({ event }, invoke) => {
          const draw = random() * 100;
          if (draw < faultsPerHundred && mayFail(event)) {
            faults.before += 1;
            throw new PlayedFault("before the handler");
          }
          const result = await invoke();
          if (draw > 100 - faultsPerHundred && mayFail(event)) {
            faults.after += 1;
            throw new PlayedFault("after the write");
          }
          return result;
        },
      },
    });
  });
  afterAll(() => app.end());

  test(`${cases} cases at once: each completes, no event is lost or applied twice, every chain verifies`, async () => {
    const people = await Promise.all(
      Array.from({ length: citizens }, async (_, index) => {
        const citizen = await citizenNamed(app, `citizen-${index}`);
        const staff = async (role: "clerk" | "reviewer") =>
          person(app.apiUrl, await app.tokenWith({ sub: `${role}-${index}`, role, department: "1001" }));
        const office = { clerk: await staff("clerk"), reviewer: await staff("reviewer") };
        return { citizen: insisting(citizen), office };
      }),
    );
    const numbers = (
      await Promise.all(
        people.map(async ({ citizen, office }, index) => {
          const own = Array.from({ length: cases / citizens }, (_, which) => which * citizens + index);
          return Promise.all(own.map((number) => playCase(citizen, office, number)));
        }),
      )
    ).flat();
    expect(new Set(numbers).size).toBe(cases);

    const unfinished = new Set(numbers);
    const until = Date.now() + 400_000;
    while (unfinished.size > 0 && Date.now() < until) {
      await wait(500);
      for (const { event } of published)
        if (event["detail-type"] === "tongban.case.delivered.v1")
          unfinished.delete(String(event.detail.subject).slice(5));
    }
    expect([...unfinished]).toEqual([]);
    await app.drained();

    for (const [index, { citizen }] of people.entries()) {
      for (const caseNumber of numbers.slice(index * 10, index * 10 + 10)) {
        const { body } = await insist(citizen, "GET", `/v1/cases/${caseNumber}`, {});
        expect(body).toMatchObject({ state: "completed", version: 7, deliveries: [{ state: "delivered" }] });
        const { body: history } = await insist(citizen, "GET", `/v1/cases/${caseNumber}/history`, {});
        const entries = entriesOf(caseNumber, history);
        expect(entries.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7]);
        expect(verifyChain(entries, entries.at(-1)?.hash)).toEqual({ ok: true });
      }
    }
    const ids = new Set(published.map(({ event }) => String(event.detail.id)));
    // Nobody follows that documents brought online passed their first look, or what was looked up.
    const followed = [1, 4, 5, 6, 7];
    for (const caseNumber of numbers)
      for (let version = 1; version <= 7; version += 1)
        expect([version, ids.has(`case/${caseNumber}/${version}`)]).toEqual([
          version,
          followed.includes(version),
        ]);
    expect(await audit(app.outputs.CasesTableName ?? "", localTables(app), undefined)).toEqual({
      cases,
      events: cases * 7,
      findings: [],
    });
    expect(app.carriers.orders()).toHaveLength(cases);
    expect(Math.min(faults.before, faults.after)).toBeGreaterThan(50);
    console.log(
      `faults played: ${faults.before} before and ${faults.after} after the handler; ${published.length} events`,
    );
  }, 600_000);
});

/** A citizen whose every call is repeated until it gets through. */
function insisting(citizen: Person): Person {
  const call: Person["call"] = (method, path, options) => insist(citizen, method, path, options);
  return { call, ask: call };
}
