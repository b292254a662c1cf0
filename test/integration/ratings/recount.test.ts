import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { SQSRecord } from "aws-lambda";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { satisfactionLevels } from "#events/rating.ts";
import { rectificationOutcomes } from "#events/rectification.ts";
import { recount } from "#scripts/ratings/recount.ts";
import { casesOf } from "#shared/cases/public.ts";
import { caseRecord } from "#shared/cases/record.ts";
import { headKey } from "#shared/kernel/messaging/outbox.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { comment } from "#shared/ratings/comments/comments.ts";
import { noteChangedDays } from "#shared/ratings/figures/days.ts";
import { dynamodbFigureStore } from "#shared/ratings/figures/dynamodb-figure-store.ts";
import { recordFact } from "#shared/ratings/merge.ts";
import { ratingIdText } from "#shared/ratings/rating.ts";
import { rating } from "#shared/ratings/record.ts";
import { dynamodbVelocityStore } from "#shared/ratings/rules/dynamodb-velocity-store.ts";
import { ratingRules } from "#shared/ratings/rules/rules.ts";
import { indexesOf, startDatabase, type TestDatabase } from "#test/support/database.ts";
import { nationalSources } from "#test/support/national-sources.ts";
import { ratingIndexes } from "#test/support/rating-indexes.ts";
import {
  busEntry,
  caseNumberNo,
  endedCase,
  facts,
  itemCode,
  now,
  traceparent,
} from "#test/unit/ratings/samples.ts";
import { makeFigures } from "../../../functions/ratings/rating-figures/rating-figures.ts";
import { followRatings } from "../../../functions/ratings/rating-intake/follow-ratings.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.close());

const moment = { now, traceparent };
const nextDay = "2026-03-03T02:00:00.000Z";
const dayAfter = "2026-03-04T02:00:00.000Z";
const decisions = ["none", "released", "dismissed", "voided"] as const;

/** What happens to one rating: its facts, of which the intake hears by events. */
const story = fc.record({
  level: fc.constantFrom(...satisfactionLevels),
  origin: fc.constantFrom("a", "b"),
  /** Given a day after it could be. */
  late: fc.boolean(),
  decision: fc.constantFrom(...decisions),
  rectified: fc.constantFrom(undefined, ...rectificationOutcomes),
});

let tables = 0;

async function caseTable(): Promise<string> {
  tables += 1;
  await database.createTable(`cases-${tables}`, indexesOf(caseRecord));
  return `cases-${tables}`;
}

/** A case that was completed when its rating says that it could be given. */
async function end(table: string, caseNumber: string): Promise<void> {
  const { ended, department } = endedCase(caseNumber);
  const limit = "20w";
  const item = {
    code: itemCode,
    version: 1,
    legal: limit,
    promised: limit,
  };
  const facts = { caseNumber, department, item, state: ended?.as, endedAt: ended?.at };
  const Item = { ...caseRecord.keyOf(caseNumber), ...facts };
  await database.db.send(new PutCommand({ TableName: table, Item }));
}

describe("the figures that follow the events", () => {
  it("say what a recount says, however events are repeated and shuffled, and handled at once", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(story, { minLength: 1, maxLength: 12 }),
        fc.infiniteStream(fc.nat()),
        async (stories, order) => {
          tables += 1;
          const table = `ratings-${tables}`;
          await database.createTable(table, ratingIndexes);
          const clock = { now };
          const cases = await caseTable();
          const store = dynamodbRecordStore(rating, table, database.db);
          const figures = dynamodbFigureStore(table, casesOf(cases, database.db), database.db);
          const follow = followRatings({
            ...nationalSources(),
            store,
            figures,
            velocity: dynamodbVelocityStore(table, database.db),
            comments: dynamodbRecordStore(comment, table, database.db),
            // So small that some are quarantined.
            rules: {
              ...ratingRules,
              velocity: ratingRules.velocity
                .filter(({ id }) => id === "addressBurst")
                .map((rule) => ({ ...rule, moreThan: 3 })),
            },
            now: () => clock.now,
          });
          const sweep = () => makeFigures({ figures, departments: ["1001"], now: () => clock.now });
          const events: string[] = [];
          const note = (outcome: Awaited<ReturnType<typeof recordFact>>) => {
            const entry = "record" in outcome && rating.eventOf(outcome.record);
            if (entry) events.push(busEntry(entry));
          };
          const recounted = () => recount({ ratings: table, cases }, database.db, { now: clock.now });
          const tellAll = async () => {
            const shuffledEvents = [...events, ...events]
              .map((event) => ({ event, rank: order.next().value ?? 0 }))
              .sort((a, b) => a.rank - b.rank);
            await Promise.all(shuffledEvents.map(({ event }) => follow(event, {} as SQSRecord)));
          };
          for (const [index, { level, origin, late }] of stories.entries()) {
            const caseNumber = caseNumberNo(index);
            await end(cases, caseNumber);
            const ratedAt = late ? nextDay : now;
            const rated = { ...facts.rated({ level, details: [], origin, ratedAt }), caseNumber };
            note(await recordFact(store, rated, moment));
          }
          await tellAll();
          clock.now = dayAfter;
          await sweep();
          expect(await recounted()).toMatchObject({ waiting: 0, differences: [] });
          for (const [index, { decision, rectified }] of stories.entries()) {
            const id = { caseNumber: caseNumberNo(index), stage: "completion", turn: "first" } as const;
            const record = await store.read(ratingIdText(id));
            if (record) {
              const entry = rating.eventOf(record);
              if (entry) events.push(busEntry(entry));
            }
            if (rectified)
              note(
                await recordFact(
                  store,
                  { ...id, kind: "rectified", outcome: rectified, at: dayAfter },
                  moment,
                ),
              );
            if (decision === "voided") note(await recordFact(store, { ...id, kind: "voided" }, moment));
            else if (decision !== "none")
              note(await recordFact(store, { ...id, kind: decision, by: "s", why: "核实" }, moment));
          }
          await tellAll();
          // A rectification's end is no event of the rating's own: the intake notes its days when it hears of it.
          for (const [index, { rectified }] of stories.entries())
            if (rectified) {
              const record = await store.read(
                ratingIdText({ ...facts.rated(), caseNumber: caseNumberNo(index) }),
              );
              if (record) await noteChangedDays(figures, record, clock.now);
            }
          // Nothing that a closed day was counted otherwise for is forgotten.
          expect(await recounted()).toMatchObject({ differences: [] });
          clock.now = "2026-03-04T03:00:00.000Z";
          await sweep();
          expect(await recounted()).toMatchObject({
            ratings: stories.length,
            waiting: 0,
            differences: [],
          });
        },
      ),
      { numRuns: 25 },
    );
  }, 300_000);
});

describe("the recount", () => {
  it("finds what was counted wrong, names it, and repairs it", async () => {
    const table = "ratings-wrong";
    await database.createTable(table, ratingIndexes);
    const store = dynamodbRecordStore(rating, table, database.db);
    const tables = { ratings: table, cases: await caseTable() };
    const figures = dynamodbFigureStore(table, casesOf(tables.cases, database.db), database.db);
    await end(tables.cases, caseNumberNo(1));
    await recordFact(store, facts.rated(), moment);
    // Of today, which is read from the rows.
    expect(await recount(tables, database.db, { now })).toMatchObject({
      ratings: 1,
      days: 1,
      differences: [],
    });
    // A month later, with nothing kept.
    const later = "2026-04-02T02:00:00.000Z";
    const { differences } = await recount(tables, database.db, { now: later });
    expect(differences.flatMap(({ descriptions }) => descriptions)).toContain("all|satisfied is 0, not 1");

    const counts = { all: { all: { verySatisfied: 1000 } }, item: {}, window: {}, channel: {} };
    await figures.keep("1001", { day: "2026-03-02", madeAt: dayAfter, counts });
    // A day that was noted and has not been made yet waits; once it was made, it differs.
    const day = { department: "1001", day: "2026-03-02" };
    await figures.noteChanged(day);
    expect(await recount(tables, database.db, { now: later })).toMatchObject({ waiting: 1, differences: [] });
    await figures.takeChanged("2026-03-03", dayAfter);
    await figures.forgetChanged(day, dayAfter);
    const repaired = await recount(tables, database.db, { repair: true, now: later });
    expect(repaired.differences.flatMap(({ descriptions }) => descriptions)).toContain(
      "all|verySatisfied is 1000, not 0",
    );
    expect(repaired.repaired).toBe(repaired.differences.length);
    expect(await recount(tables, database.db, { now: later })).toMatchObject({ differences: [] });
    expect(await figures.kept("1001", "2026-03-02", "2026-03-02", ["all"])).toMatchObject([
      { counts: { all: { all: { satisfied: 1, ratable: 1, answered: 1 } } } },
    ]);
  });

  it("does not read past what is no rating of ours", async () => {
    const table = "ratings-strange";
    await database.createTable(table);
    await database.db.send(
      new PutCommand({ TableName: table, Item: { pk: "RATING#x", sk: headKey, version: 1 } }),
    );
    await expect(recount({ ratings: table, cases: await caseTable() }, database.db)).rejects.toThrow();
  });
});
