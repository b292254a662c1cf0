import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { unratedCases } from "#shared/ratings/figures/days.ts";
import { merge, type RatingFact, recordFact } from "#shared/ratings/merge.ts";
import { ratingIdText } from "#shared/ratings/rating.ts";
import { quarantineList, type RatingRecord, rating } from "#shared/ratings/record.ts";
import { startDatabase } from "#test/support/database.ts";
import { ratingIndexes } from "#test/support/rating-indexes.ts";
import { describeRatings } from "#test/support/rating-stores.ts";
import { caseNumber, caseNumberNo, endedCase, facts, now, traceparent } from "#test/unit/ratings/samples.ts";

const id = { caseNumber, stage: "completion", turn: "first" } as const;

function recordAfter(before: RatingRecord | undefined, fact: RatingFact): RatingRecord {
  const merged = merge(before, fact, { now, traceparent });
  if (merged.outcome !== "recorded") throw new Error("this fact changes nothing");
  return merged.record;
}

describeRatings((the) => {
  it("are not there before they are written", async () => {
    expect(await the.ratings.read(ratingIdText(id))).toBeUndefined();
  });

  it("are written in turn, each version once, each turn by itself", async () => {
    const rated = recordAfter(undefined, facts.rated({ comment: "谢谢" }));
    const rectified = recordAfter(rated, facts.rectified);
    expect(await the.ratings.write(rectified)).toBe(false);
    expect(await the.ratings.write(rated)).toBe(true);
    expect(await the.ratings.write(rated)).toBe(false);
    expect(await the.ratings.read(ratingIdText(id))).toEqual(rated);
    expect(await the.ratings.write(rectified)).toBe(true);
    expect(await the.ratings.write(rectified)).toBe(false);
    expect(await the.ratings.read(ratingIdText(id))).toEqual(rectified);
    expect(await the.ratings.read(ratingIdText({ ...id, stage: "acceptance" }))).toBeUndefined();
    expect(await the.ratings.read(ratingIdText({ ...id, turn: "followUp" }))).toBeUndefined();
  });

  it("let one of many at once win, and lose no fact", async () => {
    const ofCase = (fact: RatingFact): RatingFact => ({ ...fact, caseNumber: caseNumberNo(2) });
    const recordAll = (taken: readonly RatingFact[]) =>
      Promise.all(
        taken.map((fact) =>
          recordFact(the.ratings, ofCase(fact), { now, traceparent }).then(({ outcome }) => outcome),
        ),
      );
    const rivals = Array.from({ length: 5 }, (_, index) => facts.rated({ key: String(index).repeat(16) }));
    expect((await recordAll(rivals)).sort()).toEqual([...Array(4).fill("alreadyRated"), "recorded"]);
    expect(await recordAll([facts.voided, facts.rectified])).toEqual(["recorded", "recorded"]);
    expect(await the.ratings.read(ratingIdText(ofCase(facts.rated())))).toMatchObject({
      version: 3,
      standing: { state: "voided" },
      rectification: "rectified",
    });
  });

  it("are recorded from what was seen a moment ago, and anew where that is past", async () => {
    const ofCase = (fact: RatingFact): RatingFact => ({ ...fact, caseNumber: caseNumberNo(3) });
    const moment = { now, traceparent };
    const take = (fact: RatingFact, record: RatingRecord | undefined) =>
      recordFact(the.ratings, ofCase(fact), moment, { record });
    const rated = await take(facts.rated(), undefined);
    expect(rated).toMatchObject({ outcome: "recorded", record: { version: 1 } });
    // Told again by somebody who saw nothing yet.
    expect(await take(facts.rated(), undefined)).toMatchObject({
      outcome: "duplicate",
      record: { version: 1 },
    });
    const other = facts.rated({ key: "f".repeat(16), level: "verySatisfied", details: [] });
    expect(await take(other, undefined)).toEqual({ outcome: "alreadyRated" });
    const seen = "record" in rated ? rated.record : undefined;
    expect(await take(facts.quarantined, seen)).toMatchObject({
      outcome: "recorded",
      record: { version: 2 },
    });
    // By somebody who saw it before it was quarantined.
    expect(await take(facts.voided, seen)).toMatchObject({ outcome: "recorded", record: { version: 3 } });
    expect(await the.ratings.read(ratingIdText(ofCase(facts.rated())))).toMatchObject({
      version: 3,
      rating: { level: "satisfied" },
      standing: { state: "voided", reasons: ["addressBurst"] },
    });
  });

  it("are among the unrated until they are rated, and among the quarantined until they are decided", async () => {
    const take = (serial: number, ...taken: RatingFact[]) =>
      taken.reduce(
        (before, fact) =>
          before.then(() =>
            recordFact(the.ratings, { ...fact, caseNumber: caseNumberNo(serial) }, { now, traceparent }),
          ),
        Promise.resolve<unknown>(undefined),
      );
    for (const serial of [21, 22]) the.cases.put(endedCase(caseNumberNo(serial)));
    the.cases.put({ ...endedCase(caseNumberNo(23)), acceptedAt: now, ended: undefined });
    await take(22, facts.rated());
    const unrated = (from: string, to: string) => unratedCases(the.figures, ["1001"], { from, to });
    expect(await unrated("2026-03-02", "2026-03-02")).toEqual([caseNumberNo(21)]);
    expect(await unrated("2026-03-03", "2026-03-04")).toEqual([]);
    expect(await unratedCases(the.figures, ["1002"], { from: "2026-03-02", to: "2026-03-02" })).toEqual([]);
    for (const serial of [31, 32, 33]) await take(serial, facts.rated(), facts.quarantined);
    const first = await the.ratings.list("waiting", quarantineList, { limit: 2 });
    expect(first.items).toHaveLength(2);
    const second = await the.ratings.list("waiting", quarantineList, {
      limit: 2,
      ...(first.next && { cursor: first.next }),
    });
    expect([...first.items, ...second.items].map((record) => record.caseNumber).sort()).toEqual(
      [31, 32, 33].map(caseNumberNo),
    );
    for (const serial of [31, 32, 33]) await take(serial, facts.dismissed);
    expect((await the.ratings.list("waiting", quarantineList, { limit: 10 })).items).toEqual([]);
  });
});

describe("what the table holds and we did not write", () => {
  it("is thrown, not read", async () => {
    const database = await startDatabase();
    try {
      await database.createTable("ratings", ratingIndexes);
      const other = { ...id, caseNumber: caseNumberNo(3) };
      const Item = { ...rating.keyOf(ratingIdText(other)), ...other, version: 1, rating: { level: 5 } };
      await database.db.send(new PutCommand({ TableName: "ratings", Item }));
      const store = dynamodbRecordStore(rating, "ratings", database.db);
      await expect(store.read(ratingIdText(other))).rejects.toThrow();
    } finally {
      database.close();
    }
  });
});
