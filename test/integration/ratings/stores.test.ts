import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { headKey } from "#shared/messaging/outbox.ts";
import { dynamodbRatingStore } from "#shared/ratings/dynamodb-rating-store.ts";
import { dynamodbSummaryStore } from "#shared/ratings/dynamodb-summary-store.ts";
import { merge, type RatingFact } from "#shared/ratings/merge.ts";
import type { RatingRecord } from "#shared/ratings/rating.ts";
import { ratingPartition } from "#shared/ratings/rating-item.ts";
import { inMemoryRatingStore, type RatingStore } from "#shared/ratings/rating-store.ts";
import { recordFact } from "#shared/ratings/record-fact.ts";
import { noCounts } from "#shared/ratings/summary.ts";
import {
  type CountedRating,
  inMemorySummaryStore,
  type SummaryStore,
} from "#shared/ratings/summary-store.ts";
import { startDatabase, type TestDatabase } from "#test/support/database.ts";
import { caseNumber, caseNumberNo, facts, now, traceparent } from "#test/unit/ratings/samples.ts";

const table = "ratings";

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
  await database.createTable(table);
});
afterAll(() => database.close());

const id = { caseNumber, stage: "completion" } as const;

function recordAfter(before: RatingRecord | undefined, fact: RatingFact): RatingRecord {
  const merged = merge(before, fact, now, traceparent);
  if (merged === "duplicate" || "refused" in merged) throw new Error("this fact changes nothing");
  return merged.record;
}

const stores: [string, () => { ratings: RatingStore; summary: SummaryStore }][] = [
  ["in memory", () => ({ ratings: inMemoryRatingStore(), summary: inMemorySummaryStore() })],
  [
    "in DynamoDB",
    () => ({
      ratings: dynamodbRatingStore(table, database.db),
      summary: dynamodbSummaryStore(table, database.db),
    }),
  ],
];

describe.each(stores)("ratings %s", (_name, open) => {
  let ratings: RatingStore;
  let summary: SummaryStore;
  beforeAll(() => {
    ({ ratings, summary } = open());
  });

  it("are not there before they are written", async () => {
    expect(await ratings.get(id)).toBeUndefined();
  });

  it("are written in turn, each version once", async () => {
    const invited = recordAfter(undefined, facts.invited);
    const rated = recordAfter(invited, facts.rated({ comment: "谢谢" }));
    expect(await ratings.write(rated)).toBe(false);
    expect(await ratings.write(invited)).toBe(true);
    expect(await ratings.write(invited)).toBe(false);
    expect(await ratings.get(id)).toEqual(invited);
    expect(await ratings.write(rated)).toBe(true);
    expect(await ratings.write(rated)).toBe(false);
    expect(await ratings.get(id)).toEqual(rated);
    expect(await ratings.get({ ...id, stage: "acceptance" })).toBeUndefined();
  });

  it("let one of many at once win, and lose no fact", async () => {
    const ofCase = <Fact extends RatingFact>(fact: Fact) => ({ ...fact, caseNumber: caseNumberNo(2) });
    const told = [
      facts.invited,
      ...Array.from({ length: 5 }, (_, index) => facts.rated({ key: String(index).repeat(16) })),
    ].map(ofCase);
    const outcomes = await Promise.all(
      told.map((fact) => recordFact(ratings, fact, { now, traceparent }).then(({ outcome }) => outcome)),
    );
    expect(outcomes[0]).toBe("recorded");
    expect(outcomes.slice(1).sort()).toEqual([...Array(4).fill("alreadyRated"), "recorded"]);
    expect(await ratings.get(ofCase(facts.invited))).toMatchObject({
      version: 2,
      invitation: facts.invited.invitation,
      lastEvent: { name: "received" },
    });
  });

  it("are counted once each, by department and day", async () => {
    const rating = (serial: number, change: Partial<CountedRating> = {}): CountedRating => ({
      caseNumber: caseNumberNo(serial),
      stage: "completion",
      department: "1001",
      day: "2026-03-02",
      level: "satisfied",
      ...change,
    });
    const first = await Promise.all(
      [
        rating(11),
        rating(12),
        rating(13, { level: "dissatisfied" }),
        rating(11, { stage: "acceptance" }),
        rating(14, { day: "2026-03-03" }),
        rating(15, { day: "2026-02-28" }),
        rating(16, { department: "1002" }),
      ].map((each) => summary.count(each)),
    );
    expect(new Set(first)).toEqual(new Set([true]));
    expect(await summary.count(rating(12))).toBe(false);
    expect(await summary.sum("1001", "2026-03-01", "2026-03-02")).toEqual({
      ...noCounts(),
      satisfied: 3,
      dissatisfied: 1,
    });
    expect(await summary.sum("1001", "2026-02-28", "2026-03-03")).toMatchObject({ satisfied: 5 });
    expect(await summary.sum("1003", "2026-02-28", "2026-03-03")).toEqual(noCounts());
  });
});

describe("ratings in DynamoDB", () => {
  it("are not taken from the table unread", async () => {
    const other = { ...id, caseNumber: caseNumberNo(3) };
    await database.db.send(
      new PutCommand({
        TableName: table,
        Item: { pk: ratingPartition(other), sk: headKey, ...other, version: 1, rating: { level: 5 } },
      }),
    );
    await expect(dynamodbRatingStore(table, database.db).get(other)).rejects.toThrow();
  });

  it("are counted again after a conflict, and not for ever", async () => {
    let conflicts = 2;
    const send: DynamoDBDocumentClient["send"] = (async (command: never) => {
      if (conflicts-- > 0) throw conflict();
      return database.db.send(command);
    }) as never;
    const rating = { ...id, caseNumber: caseNumberNo(4), department: "1004", day: "2026-03-02" } as const;
    const summary = dynamodbSummaryStore(table, { send });
    expect(await summary.count({ ...rating, level: "satisfied" })).toBe(true);
    conflicts = 100;
    await expect(summary.count({ ...rating, level: "satisfied" })).rejects.toThrow("conflict");
    expect(conflicts).toBe(94);
  });
});

const conflict = () =>
  new TransactionCanceledException({
    message: "conflict",
    $metadata: {},
    CancellationReasons: [{ Code: "None" }, { Code: "TransactionConflict" }],
  });
