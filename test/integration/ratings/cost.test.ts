import { BatchWriteCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { SQSRecord } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import departments from "#district/departments.json" with { type: "json" };
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { comment } from "#shared/ratings/comments/comments.ts";
import { type DayCounts, parts } from "#shared/ratings/figures/count.ts";
import { countedDays, dayBefore, daysBetween } from "#shared/ratings/figures/days.ts";
import { dynamodbFigureStore } from "#shared/ratings/figures/dynamodb-figure-store.ts";
import { figuresItem } from "#shared/ratings/figures/kept-item.ts";
import { merge, recordFact } from "#shared/ratings/merge.ts";
import { type RatingRecord, rating } from "#shared/ratings/record.ts";
import { dynamodbVelocityStore } from "#shared/ratings/rules/dynamodb-velocity-store.ts";
import { ratingRules } from "#shared/ratings/rules/rules.ts";
import { startDatabase, type TestDatabase } from "#test/support/database.ts";
import { memoryCases } from "#test/support/memory-cases.ts";
import { nationalSources } from "#test/support/national-sources.ts";
import { ratingIndexes } from "#test/support/rating-indexes.ts";
import { busEntry, caseNumberNo, facts, given, now, traceparent } from "#test/unit/ratings/samples.ts";
import { followRatings } from "../../../functions/ratings/rating-intake/follow-ratings.ts";

const table = "ratings";
let database: TestDatabase;
let db: DynamoDBDocumentClient;
const units = { read: 0, write: 0 };

const reading = ["GetItemCommand", "QueryCommand", "BatchGetItemCommand"];

beforeAll(async () => {
  database = await startDatabase();
  await database.createTable(table, ratingIndexes);
  ({ db } = database);
  db.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        Object.assign(args.input, { ReturnConsumedCapacity: "TOTAL" });
        const answer = await next(args);
        const { ConsumedCapacity } = answer.output as { ConsumedCapacity?: { CapacityUnits?: number } };
        units[reading.includes(commandName) ? "read" : "write"] += ConsumedCapacity?.CapacityUnits ?? 0;
        return answer;
      },
    { step: "initialize", priority: "high" },
  );
});
afterAll(() => database.close());

const costOf = async (work: () => Promise<unknown>) => {
  const before = { ...units };
  await work();
  return { read: units.read - before.read, write: units.write - before.write };
};

/** Given at the window an hour after it could be. */
function ratedCase(serial: number, department: string, ratedAt: string): RatingRecord {
  const since = new Date(Date.parse(ratedAt) - 3_600_000).toISOString();
  const fact = facts.rated({ ratedAt, window: "A03" });
  const invitation = { ...fact.invitation, department, since };
  const merged = merge(
    undefined,
    { ...fact, invitation, caseNumber: caseNumberNo(serial) },
    { now, traceparent },
  );
  if (merged.outcome !== "recorded") throw new Error("this fact changes nothing");
  return merged.record;
}

async function fill(items: Record<string, unknown>[]): Promise<void> {
  for (let start = 0; start < items.length; start += 25) {
    const chunk = items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
    await database.db.send(new BatchWriteCommand({ RequestItems: { [table]: chunk } }));
  }
}

describe("one rating", () => {
  it("costs the same as the first and as the 300th of a department's day", async () => {
    const store = dynamodbRecordStore(rating, table, db);
    const follow = followRatings({
      ...nationalSources(),
      store,
      figures: dynamodbFigureStore(table, memoryCases(), db),
      velocity: dynamodbVelocityStore(table, db),
      comments: dynamodbRecordStore(comment, table, db),
      rules: ratingRules,
      now: () => now,
    });
    const deliver = (event: { type: string; source: string }) => follow(busEntry(event), {} as SQSRecord);
    const rate = (serial: number, said?: string) => async () => {
      const { deviceId: _device, ...rest } = given({
        raterId: `r-${serial}`,
        origin: `a-${serial}`,
        ...(said && { comment: said }),
      });
      const recorded = await recordFact(
        store,
        { ...facts.rated(), rating: rest, caseNumber: caseNumberNo(serial) },
        { now, traceparent },
        { record: undefined },
      );
      const event = "record" in recorded && rating.eventOf(recorded.record);
      if (!event) throw new Error("nothing was said");
      await deliver(event);
    };
    const first = await costOf(rate(1));
    await rate(2)();
    await fill(Array.from({ length: 297 }, (_, index) => rating.toItem(ratedCase(3 + index, "1001", now))));
    expect(await costOf(rate(300))).toEqual(first);
    expect(first).toEqual({ read: 1.5, write: 4 });
    // With its comment to review, and the place of that in its list.
    expect(await costOf(rate(301, "很快"))).toEqual({ read: 2.5, write: 6 });
  });
});

describe("a question about 30 days of all departments", () => {
  const today = "2026-06-30";
  const from = dayBefore(today, 29);
  const codes = departments.map(({ code }) => code);
  /** A day of 400 ratings for 12 items, at 6 windows, in 5 ways. */
  const busyDay = (): DayCounts => {
    const of = (names: string[]) =>
      Object.fromEntries(
        names.map((name) => [
          name,
          { satisfied: 11, verySatisfied: 40, dissatisfied: 2, ratable: 60, answered: 40 },
        ]),
      );
    const many = (count: number, name: string) =>
      Array.from({ length: count }, (_, index) => `${name}${index}`);
    return {
      all: of(["all"]),
      item: of(many(12, "11411602MB9100104L44101010010")),
      window: of(many(6, "A0")),
      channel: of(many(5, "windowTablet")),
    };
  };

  beforeAll(async () => {
    const madeAt = `${today}T01:00:00.000Z`;
    const days = daysBetween(from, dayBefore(today, 1));
    await fill(
      codes.flatMap((department, index) => [
        ...days.flatMap((day) =>
          parts.map((part) => figuresItem(department, part, { day, madeAt, counts: busyDay() })),
        ),
        // As many of today as are read one by one.
        ...Array.from({ length: 19 }, (_, serial) =>
          rating.toItem(ratedCase(100_000 + index * 100 + serial, department, `${today}T02:00:00.000Z`)),
        ),
      ]),
    );
  });

  it.each([
    ["all", ["all"], 70],
    ["the items", ["all", "item"], 140],
  ] as const)("reads little for %s, whatever was rated", async (_name, asked, most) => {
    const figures = dynamodbFigureStore(table, memoryCases(), db);
    let days: unknown[] = [];
    const cost = await costOf(async () => {
      days = await countedDays(figures, codes, { from, to: today, today }, asked);
    });
    expect(days).toHaveLength(30 * codes.length);
    expect(cost.write).toBe(0);
    expect(cost.read).toBeLessThanOrEqual(most);
  });
});
