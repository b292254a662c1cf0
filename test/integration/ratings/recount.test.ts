import { PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { SQSRecord } from "aws-lambda";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { satisfactionLevels } from "#events/rating.ts";
import { rectificationOutcomes } from "#events/rectification.ts";
import { recount } from "#scripts/ratings/recount.ts";
import { headKey } from "#shared/kernel/messaging/outbox.ts";
import { dynamodbCommentStore } from "#shared/ratings/comments/dynamodb-comment-store.ts";
import { dynamodbRatingStore } from "#shared/ratings/dynamodb-rating-store.ts";
import { dynamodbTallyStore } from "#shared/ratings/figures/dynamodb-tally-store.ts";
import { countRatable, settleFigures } from "#shared/ratings/figures/settle.ts";
import { ratingOutbox } from "#shared/ratings/outbox.ts";
import { toItem } from "#shared/ratings/rating-item.ts";
import { recordFact } from "#shared/ratings/record-fact.ts";
import { dynamodbVelocityStore } from "#shared/ratings/rules/dynamodb-velocity-store.ts";
import { ratingRules } from "#shared/ratings/rules/rules.ts";
import { startDatabase, type TestDatabase } from "#test/support/database.ts";
import { busEntry, caseNumberNo, facts, now, traceparent } from "#test/unit/ratings/samples.ts";
import { followEvents } from "../../../functions/ratings/rating-intake/follow-events.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.close());

const moment = { now, traceparent };
const decisions = ["none", "released", "dismissed", "voided"] as const;

/** What happens to one rating: its facts, of which the intake hears by events. */
const story = fc.record({
  level: fc.constantFrom(...satisfactionLevels),
  origin: fc.constantFrom("a", "b"),
  decision: fc.constantFrom(...decisions),
  rectified: fc.constantFrom(undefined, ...rectificationOutcomes),
});

let tables = 0;

describe("the counters that follow the events", () => {
  it("say what a recount says, however events are repeated and shuffled, and told at once", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(story, { minLength: 1, maxLength: 12 }),
        fc.infiniteStream(fc.nat()),
        async (stories, order) => {
          tables += 1;
          const table = `ratings-${tables}`;
          await database.createTable(table, { listing: { hash: "listKey", range: "listSort" } });
          const store = dynamodbRatingStore(table, database.db);
          const tallies = dynamodbTallyStore(table, database.db);
          const follow = followEvents({
            store,
            tallies,
            velocity: dynamodbVelocityStore(table, database.db),
            comments: dynamodbCommentStore(table, database.db),
            // So small that some are set apart.
            rules: {
              ...ratingRules,
              velocity: ratingRules.velocity
                .filter(({ id }) => id === "addressBurst")
                .map((rule) => ({ ...rule, moreThan: 3 })),
            },
            now: () => now,
          });
          const events: string[] = [];
          const note = (outcome: Awaited<ReturnType<typeof recordFact>>) => {
            const entry = "record" in outcome && ratingOutbox(toItem(outcome.record));
            if (entry) events.push(busEntry(entry.event));
          };
          const tellAll = async () => {
            const told = [...events, ...events]
              .map((event) => ({ event, rank: order.next().value ?? 0 }))
              .sort((a, b) => a.rank - b.rank);
            await Promise.all(told.map(({ event }) => follow(event, {} as SQSRecord)));
          };
          for (const [index, { level, origin }] of stories.entries()) {
            const id = { ...facts.invited, caseNumber: caseNumberNo(index) };
            const invited = await recordFact(store, id, moment);
            if ("record" in invited) await countRatable(invited.record, tallies);
            const { caseNumber, stage, turn } = id;
            const rating = { ...facts.rated({ level, details: [], origin }), caseNumber, stage, turn };
            note(await recordFact(store, rating, moment));
          }
          await tellAll();
          for (const [index, { decision, rectified }] of stories.entries()) {
            const id = { caseNumber: caseNumberNo(index), stage: "completion", turn: "first" } as const;
            const record = await store.get(id);
            if (record) {
              const entry = ratingOutbox(toItem(record));
              if (entry) events.push(busEntry(entry.event));
            }
            if (rectified)
              note(await recordFact(store, { ...id, kind: "rectified", outcome: rectified }, moment));
            if (decision === "voided") note(await recordFact(store, { ...id, kind: "voided" }, moment));
            else if (decision !== "none")
              note(await recordFact(store, { ...id, kind: decision, by: "s", why: "核实" }, moment));
          }
          await tellAll();
          // A rectification's end is no event of the rating's own; the intake settles when it hears of it.
          for (const index of stories.keys())
            await settleFigures(
              { store, tallies },
              { caseNumber: caseNumberNo(index), stage: "completion", turn: "first" },
            );
          expect(await recount(table, database.db)).toMatchObject({
            ratings: stories.length,
            differences: [],
          });
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);
});

describe("the recount", () => {
  it("finds what was counted wrong, names it, and repairs it", async () => {
    const table = "ratings-wrong";
    await database.createTable(table, { listing: { hash: "listKey", range: "listSort" } });
    const store = dynamodbRatingStore(table, database.db);
    const tallies = dynamodbTallyStore(table, database.db);
    const invited = await recordFact(store, facts.invited, moment);
    if ("record" in invited) await countRatable(invited.record, tallies);
    await recordFact(store, facts.rated(), moment);
    const { differences } = await recount(table, database.db);
    expect(differences.flatMap(({ says }) => says)).toContain("all|satisfied is 0, not 1");

    const [first] = differences;
    await database.db.send(
      new UpdateCommand({
        TableName: table,
        Key: { pk: first?.pk, sk: first?.sk },
        UpdateExpression: "ADD #c :many, #version :one",
        ExpressionAttributeNames: { "#c": "all|verySatisfied", "#version": "version" },
        ExpressionAttributeValues: { ":many": 1000, ":one": 1 },
      }),
    );
    const repaired = await recount(table, database.db, { repair: true });
    expect(repaired.differences.flatMap(({ says }) => says)).toContain("all|verySatisfied is 1000, not 0");
    expect(repaired.repaired).toBe(repaired.differences.length);
    expect(await recount(table, database.db)).toMatchObject({ differences: [] });
    // And counting goes on where it was repaired.
    expect(await tallies.days("1001", "2026-03-02", "2026-03-02")).toMatchObject([
      { counters: { "all|satisfied": 1, "all|ratable": 1, "all|answered": 1 } },
    ]);
  });

  it("does not read past what is no rating of ours", async () => {
    const table = "ratings-strange";
    await database.createTable(table);
    await database.db.send(
      new PutCommand({ TableName: table, Item: { pk: "RATING#x", sk: headKey, version: 1 } }),
    );
    await expect(recount(table, database.db)).rejects.toThrow();
  });
});
