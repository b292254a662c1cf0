import type { DynamoDBRecord, SQSRecord } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventsOf } from "#local/carrier/parcel.ts";
import { postEvents } from "#local/carrier/tongban.ts";
import { machineKey } from "#local/machine-key.ts";
import type { Person } from "#local/play/api.ts";
import { entriesOf } from "#local/play/history.ts";
import {
  act,
  type CaseBody,
  submissionOf,
  submit,
  uploadMaterials,
  waitForState,
} from "#local/play/straight-way.ts";
import { type CaseHead, caseRecord } from "#shared/cases/record.ts";
import { versionsOf } from "#shared/kernel/records/replay.ts";
import { verifyChain } from "#shared/kernel/records/verify-chain.ts";
import { startTestApp, type TestApp } from "#test/support/app.ts";
import { shuffled } from "#test/support/random.ts";

const random = shuffled(20261123);
const twice = <Item>(items: Item[]): Item[] => random([...items, ...items]);

const journey = ["collected", "inTransit", "outForDelivery", "delivered"] as const;

type End = {
  state: string;
  version: number;
  history: string[];
  hashesVerify: boolean;
  deliveries: { state: string; facts: string[] }[];
  rating: unknown;
};

/** One case to its end, the courier's events sent and the rating given in the way asked for. */
async function playCase(app: TestApp, how: "straight" | "twice and shuffled"): Promise<End> {
  const [citizen, clerk, reviewer] = (await Promise.all(
    ["li-min", "chen-fang", "wang-lei"].map((id) => app.as(id)),
  )) as [Person, Person, Person];
  const opened = await submit(citizen, submissionOf(await uploadMaterials(citizen)));
  await app.drained();
  const step = async (who: Person, current: CaseBody, action: string, body?: unknown) => {
    const next = await act(who, current, action, body);
    await app.drained();
    return next;
  };
  const accepted = await step(clerk, await step(clerk, opened, "passPreReview"), "accept");
  await step(reviewer, accepted, "approve", { reason: "材料齐全" });

  const legId = `${opened.caseNumber}-outbound-1`;
  const [order] = app.carriers.orders().filter(({ orderId }) => orderId === legId);
  if (!order) throw new Error(`no order for ${legId}`);
  const key = await machineKey(app, "carrier:tongban-post");
  const url = `${app.apiUrl}/v1/couriers/tongban-post/events`;
  const events = eventsOf(order, [...journey]);
  const sent = how === "straight" ? events.map((event) => [event]) : twice(events).map((event) => [event]);
  for (const batch of sent) {
    const acknowledged = await postEvents({ url, carrierId: "tongban-post", key, events: batch });
    expect(acknowledged).toMatchObject({ accepted: 1 });
    if (how === "straight") await app.drained();
  }
  await waitForState(citizen, opened.caseNumber, "completed");
  await app.drained();

  for (let time = 0; time < (how === "straight" ? 1 : 2); time += 1)
    await citizen.ask("POST", `/v1/cases/${opened.caseNumber}/ratings`, {
      body: { stage: "completion", score: 4, details: [] },
      headers: { "idempotency-key": `rating-${opened.caseNumber}` },
    });
  await app.drained();
  return endOf(citizen, opened.caseNumber);
}

async function endOf(citizen: Person, caseNumber: string): Promise<End> {
  const { body } = await citizen.ask("GET", `/v1/cases/${caseNumber}`);
  const { body: history } = await citizen.ask("GET", `/v1/cases/${caseNumber}/history?limit=100`);
  const entries = entriesOf(caseNumber, history);
  const deliveries = body.deliveries as { state: string; timeline: { kind: string }[] }[];
  return {
    state: String(body.state),
    version: Number(body.version),
    history: versionsOf<CaseHead>(caseRecord, caseNumber, entries).map(
      ({ version, lastEvent, state }) => `${version} ${lastEvent.name}: ${state}`,
    ),
    hashesVerify: verifyChain(entries, entries.at(-1)?.hash).ok,
    deliveries: deliveries.map(({ state, timeline }) => ({ state, facts: timeline.map(({ kind }) => kind) })),
    rating: (body.rating as Record<string, unknown>[]).map(({ stage, level }) => ({ stage, level })),
  };
}

describe("every message twice and in shuffled order", () => {
  let straight: TestApp;
  let disorderly: TestApp;
  const seen = { records: 0, messages: 0 };

  beforeAll(async () => {
    straight = await startTestApp();
    disorderly = await startTestApp({
      conflicts: { seed: 20261128, perHundred: 40 },
      coldEvery: 25,
      hooks: {
        streamBatch: (records: DynamoDBRecord[]) => {
          seen.records += records.length;
          return twice(records).map((record) => [record]);
        },
        sqsBatch: (messages: SQSRecord[]) => {
          seen.messages += messages.length;
          return twice(messages);
        },
      },
    });
  });
  afterAll(async () => {
    await straight.end();
    await disorderly.end();
  });

  test("ends as the straight run does, with the same history", async () => {
    const expected = await playCase(straight, "straight");
    expect(expected).toMatchObject({ state: "completed", version: 6, hashesVerify: true });
    for (let run = 0; run < 3; run += 1)
      expect(await playCase(disorderly, "twice and shuffled")).toEqual(expected);
    expect(seen.records).toBeGreaterThan(30);
    expect(seen.messages).toBeGreaterThan(20);
    expect(disorderly.conflictsPlayed()).toBeGreaterThan(2);
    const dead = Object.keys(disorderly.queues).filter((name) => /dead|unpublished|dlq/i.test(name));
    for (const name of dead) expect([name, disorderly.peekQueue(name)]).toEqual([name, []]);
    expect(dead.length).toBeGreaterThan(3);
  });
});
