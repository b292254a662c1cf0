import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { unratedCases } from "#shared/ratings/calls/unrated.ts";
import type { DeviceStore } from "#shared/ratings/devices/devices.ts";
import { dynamodbDeviceStore } from "#shared/ratings/devices/dynamodb-device-store.ts";
import { inMemoryDeviceStore } from "#shared/ratings/devices/memory-device-store.ts";
import { countsOf } from "#shared/ratings/figures/count.ts";
import { dynamodbFigureStore } from "#shared/ratings/figures/dynamodb-figure-store.ts";
import type { FigureStore } from "#shared/ratings/figures/figure-store.ts";
import { inMemoryFigureStore } from "#shared/ratings/figures/memory-figure-store.ts";
import { merge, type RatingFact } from "#shared/ratings/merge.ts";
import { ratingIdText } from "#shared/ratings/rating.ts";
import { type RatingRecord, type RatingStore, rating, setApartList } from "#shared/ratings/record.ts";
import { recordFact } from "#shared/ratings/record-fact.ts";
import { dynamodbVelocityStore } from "#shared/ratings/rules/dynamodb-velocity-store.ts";
import type { Bucket } from "#shared/ratings/rules/velocity.ts";
import { exceeds, inMemoryVelocityStore, type VelocityStore } from "#shared/ratings/rules/velocity-store.ts";
import { startDatabase, type TestDatabase } from "#test/support/database.ts";
import { memoryRatings } from "#test/support/memory-ratings.ts";
import { ratingIndexes } from "#test/support/rating-indexes.ts";
import { caseNumber, caseNumberNo, facts, now, traceparent } from "#test/unit/ratings/samples.ts";

const table = "ratings";

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
  await database.createTable(table, ratingIndexes);
});
afterAll(() => database.close());

const id = { caseNumber, stage: "completion", turn: "first" } as const;

function recordAfter(before: RatingRecord | undefined, fact: RatingFact): RatingRecord {
  const merged = merge(before, fact, { now, traceparent });
  if (merged === "duplicate" || "refused" in merged) throw new Error("this fact changes nothing");
  return merged.record;
}

type Stores = { ratings: RatingStore; figures: FigureStore; velocity: VelocityStore; devices: DeviceStore };
const stores: [string, () => Stores][] = [
  [
    "in memory",
    () => {
      const ratings = memoryRatings();
      return {
        ratings,
        figures: inMemoryFigureStore(ratings),
        velocity: inMemoryVelocityStore(),
        devices: inMemoryDeviceStore(),
      };
    },
  ],
  [
    "in DynamoDB",
    () => ({
      ratings: dynamodbRecordStore(rating, table, database.db),
      figures: dynamodbFigureStore(table, database.db),
      velocity: dynamodbVelocityStore(table, database.db),
      devices: dynamodbDeviceStore(table, database.db),
    }),
  ],
];

describe.each(stores)("ratings %s", (_name, open) => {
  const at = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString();
  let ratings: RatingStore;
  let figures: FigureStore;
  let velocity: VelocityStore;
  let devices: DeviceStore;
  beforeAll(() => {
    ({ ratings, figures, velocity, devices } = open());
  });

  it("are not there before they are written", async () => {
    expect(await ratings.read(ratingIdText(id))).toBeUndefined();
  });

  it("are written in turn, each version once, each turn by itself", async () => {
    const invited = recordAfter(undefined, facts.invited);
    const rated = recordAfter(invited, facts.rated({ comment: "谢谢" }));
    expect(await ratings.write(rated)).toBe(false);
    expect(await ratings.write(invited)).toBe(true);
    expect(await ratings.write(invited)).toBe(false);
    expect(await ratings.read(ratingIdText(id))).toEqual(invited);
    expect(await ratings.write(rated)).toBe(true);
    expect(await ratings.write(rated)).toBe(false);
    expect(await ratings.read(ratingIdText(id))).toEqual(rated);
    expect(await ratings.read(ratingIdText({ ...id, stage: "acceptance" }))).toBeUndefined();
    expect(await ratings.read(ratingIdText({ ...id, turn: "followUp" }))).toBeUndefined();
  });

  it("let one of many at once win, and lose no fact", async () => {
    const ofCase = (fact: RatingFact): RatingFact => ({ ...fact, caseNumber: caseNumberNo(2) });
    const told = [
      facts.invited,
      ...Array.from({ length: 5 }, (_, index) => facts.rated({ key: String(index).repeat(16) })),
    ].map(ofCase);
    const outcomes = await Promise.all(
      told.map((fact) => recordFact(ratings, fact, { now, traceparent }).then(({ outcome }) => outcome)),
    );
    expect(outcomes[0]).toBe("recorded");
    expect(outcomes.slice(1).sort()).toEqual([...Array(4).fill("alreadyRated"), "recorded"]);
    expect(await ratings.read(ratingIdText(ofCase(facts.invited)))).toMatchObject({
      version: 2,
      invitation: facts.invited.invitation,
      lastEvent: { name: "received" },
    });
  });

  it("are recorded from what was seen a moment ago, and anew where that is past", async () => {
    const ofCase = (fact: RatingFact): RatingFact => ({ ...fact, caseNumber: caseNumberNo(3) });
    const moment = { now, traceparent };
    const tell = (fact: RatingFact, record: RatingRecord | undefined) =>
      recordFact(ratings, ofCase(fact), moment, { record });
    const invited = await tell(facts.invited, undefined);
    expect(invited).toMatchObject({ outcome: "recorded", record: { version: 1 } });
    // Told again by somebody who saw nothing yet.
    expect(await tell(facts.invited, undefined)).toMatchObject({
      outcome: "duplicate",
      record: { version: 1 },
    });
    expect(await tell(facts.rated(), undefined)).toMatchObject({
      outcome: "recorded",
      record: { version: 2 },
    });
    const seen = "record" in invited ? invited.record : undefined;
    const other = facts.rated({ key: "f".repeat(16), level: "verySatisfied", details: [] });
    expect(await tell(other, seen)).toEqual({ outcome: "alreadyRated" });
    expect(await ratings.read(ratingIdText(ofCase(facts.invited)))).toMatchObject({
      version: 2,
      rating: { level: "satisfied" },
    });
  });

  it("stand among the unrated until they are rated, and among the set apart until they are decided", async () => {
    const tell = (serial: number, ...told: RatingFact[]) =>
      told.reduce(
        (before, fact) =>
          before.then(() =>
            recordFact(ratings, { ...fact, caseNumber: caseNumberNo(serial) }, { now, traceparent }),
          ),
        Promise.resolve<unknown>(undefined),
      );
    await tell(21, facts.invited);
    await tell(22, facts.invited, facts.rated());
    await tell(23, { ...facts.invited, stage: "acceptance" });
    const unrated = (from: string, to: string) => unratedCases(figures, ["1001"], { from, to });
    expect(await unrated("2026-03-02", "2026-03-02")).toEqual([caseNumberNo(21)]);
    expect(await unrated("2026-03-03", "2026-03-04")).toEqual([]);
    expect(await unratedCases(figures, ["1002"], { from: "2026-03-02", to: "2026-03-02" })).toEqual([]);
    for (const serial of [31, 32, 33]) await tell(serial, facts.invited, facts.rated(), facts.setApart);
    const first = await ratings.list("setApart", setApartList, { limit: 2 });
    expect(first.items).toHaveLength(2);
    const second = await ratings.list("setApart", setApartList, {
      limit: 2,
      ...(first.next && { cursor: first.next }),
    });
    expect([...first.items, ...second.items].map((record) => record.caseNumber).sort()).toEqual(
      [31, 32, 33].map(caseNumberNo),
    );
    for (const serial of [31, 32, 33]) await tell(serial, facts.dismissed);
    expect((await ratings.list("setApart", setApartList, { limit: 10 })).items).toEqual([]);
  });

  it("stand in the rows of the day on which they were given and of the one on which they could be", async () => {
    const tell = async (serial: number, ...told: RatingFact[]) => {
      for (const fact of told)
        await recordFact(ratings, { ...fact, caseNumber: caseNumberNo(serial) }, { now, traceparent });
    };
    const invited = (department: string, since: string): RatingFact => ({
      ...facts.invited,
      invitation: { ...facts.invited.invitation, department, since },
    });
    const onFifth = facts.rated({ ratedAt: "2026-05-05T01:00:00.000Z", window: "A03" });
    await tell(51, invited("1005", "2026-05-04T15:59:00.000Z"), onFifth);
    await tell(52, invited("1005", "2026-05-04T16:01:00.000Z"), onFifth, facts.setApart);
    await tell(53, invited("1005", "2026-05-05T01:00:00.000Z"));
    await tell(54, invited("1006", "2026-05-05T01:00:00.000Z"), onFifth);
    // A rating whose stage nobody has opened yet.
    await tell(55, onFifth);
    const daysOf = async (department: string, day: string) =>
      countsOf(await figures.rows(department, day), day).all.all;
    expect(await daysOf("1005", "2026-05-04")).toEqual({ ratable: 1, answered: 1 });
    expect(await daysOf("1005", "2026-05-05")).toEqual({ ratable: 2, satisfied: 1, setApart: 1 });
    expect(await daysOf("1006", "2026-05-05")).toEqual({ ratable: 1, answered: 1, satisfied: 1 });
    expect(await daysOf("1005", "2026-05-06")).toBeUndefined();
    await tell(52, facts.released);
    await tell(53, onFifth);
    expect(countsOf(await figures.rows("1005", "2026-05-05"), "2026-05-05")).toMatchObject({
      all: { all: { ratable: 2, answered: 2, satisfied: 3 } },
      window: { A03: { satisfied: 3 } },
    });
  });

  it("add up to figures that are kept by department and day, the later made standing", async () => {
    const whole = (satisfied: number) => ({
      all: { all: { satisfied, ratable: 12, "followUp.verySatisfied": 1 } },
      item: { [facts.invited.invitation.itemCode]: { satisfied } },
      window: {},
      channel: { pc: { satisfied } },
    });
    const keep = (department: string, day: string, madeAt: string, satisfied: number) =>
      figures.keep(department, { day, madeAt, counts: whole(satisfied) });
    await keep("1001", "2026-02-28", now, 1);
    await keep("1001", "2026-03-02", now, 7);
    await keep("1001", "2026-03-02", "2026-03-02T01:00:00.000Z", 9);
    await keep("1001", "2026-03-01", now, 5);
    await keep("1002", "2026-03-01", now, 9);
    expect(await figures.kept("1001", "2026-03-01", "2026-03-02", ["all", "item"])).toEqual([
      { day: "2026-03-01", madeAt: now, counts: { ...whole(5), channel: {} } },
      { day: "2026-03-02", madeAt: now, counts: { ...whole(7), channel: {} } },
    ]);
    await figures.keep("1001", { day: "2026-03-02", madeAt: at(1), counts: countsOf([], "2026-03-02") });
    expect(await figures.kept("1001", "2026-03-02", "2026-03-02", ["all", "channel"])).toEqual([
      { day: "2026-03-02", madeAt: at(1), counts: countsOf([], "2026-03-02") },
    ]);
  });

  it("note the days that changed, and keep those that changed again while they were made", async () => {
    const [one, other] = ["1001", "1002"].map((department) => ({ department, day: "2026-03-01" }));
    if (!one || !other) throw new Error("there are two");
    const today = { department: "1001", day: "2026-03-02" };
    for (const day of [one, one, other, today]) await figures.noteChanged(day);
    const taken = await figures.takeChanged("2026-03-02", now);
    expect(taken.sort((a, b) => (a.department < b.department ? -1 : 1))).toEqual([one, other]);
    await figures.noteChanged(other);
    for (const day of taken) await figures.forgetChanged(day, now);
    expect(await figures.takeChanged("2026-03-02", at(1))).toEqual([other]);
    // What was taken and not made, since the run died, is taken again.
    expect(await figures.takeChanged("2026-03-02", at(2))).toEqual([other]);
    await figures.forgetChanged(other, at(1));
    expect(await figures.takeChanged("2026-03-02", at(3))).toEqual([other]);
    await figures.forgetChanged(other, at(3));
    expect(await figures.takeChanged("2026-03-03", at(4))).toEqual([today]);
  });

  const bucket = (change: Partial<Bucket["rule"]> = {}): Bucket => ({
    rule: { id: "test", by: "origin", minutes: 10, moreThan: 3, says: { zh: "", en: "" }, ...change },
    of: "somewhere",
    from: "2026-03-02T02:00:00.000Z",
    until: "2026-03-02T02:10:00.000Z",
  });
  const nth = (serial: number) => ({ ...id, caseNumber: caseNumberNo(serial) });

  const note = async (of: Bucket, serial: number, best = true) => {
    const [seen] = await velocity.note([of], nth(serial), best);
    if (!seen) throw new Error("every period answers");
    return seen;
  };

  it("exceed a rule with the one after the last allowed, which knows those before it", async () => {
    const seen = [];
    for (const serial of [1, 2, 2, 3, 4, 5]) seen.push(await note(bucket(), serial));
    expect(seen.map(exceeds)).toEqual([false, false, false, false, true, true]);
    expect(seen[4]?.ids.map((each) => each.caseNumber).sort()).toEqual([1, 2, 3, 4].map(caseNumberNo));
    expect(seen[5]?.full).toBe(true);
    // Whoever filled it finds the same again, after a crash.
    expect(await note(bucket(), 4)).toMatchObject({ full: false, ids: seen[4]?.ids });
  });

  it("exceed a rule about five stars only while there are no others", async () => {
    const onlyBest = bucket({ id: "onlyBest", onlyBest: true });
    for (const serial of [1, 2, 3]) await note(onlyBest, serial, serial !== 2);
    expect(exceeds(await note(onlyBest, 4))).toBe(false);
  });

  it("are held against each rule by itself, whichever of them is full", async () => {
    const day = {
      ...bucket({ id: "day", minutes: 1440, moreThan: 5 }),
      from: "2026-03-02T00:00:00.000Z",
      until: "2026-03-03T00:00:00.000Z",
    };
    const best = bucket({ id: "best", moreThan: 1, onlyBest: true });
    const periods = [bucket({ id: "burst", moreThan: 2 }), day, best].map((each) => ({
      ...each,
      of: "rules",
    }));
    const seen = [];
    for (const serial of [1, 2, 3, 4, 5, 6, 7]) {
      const all = await velocity.note(periods, nth(serial), serial !== 2);
      expect(all.map((each) => each.bucket)).toEqual(periods);
      seen.push(all.map((each) => [each.ids.length, each.full, exceeds(each)]));
    }
    expect(seen).toEqual([
      [
        [1, false, false],
        [1, false, false],
        [1, false, false],
      ],
      [
        [2, false, false],
        [2, false, false],
        [2, false, false],
      ],
      [
        [3, false, true],
        [3, false, false],
        [2, true, false],
      ],
      [
        [3, true, true],
        [4, false, false],
        [2, true, false],
      ],
      [
        [3, true, true],
        [5, false, false],
        [2, true, false],
      ],
      [
        [3, true, true],
        [6, false, true],
        [2, true, false],
      ],
      [
        [3, true, true],
        [6, true, true],
        [2, true, false],
      ],
    ]);
  });

  it("lose none of many at once", async () => {
    const period = { ...bucket({ id: "atOnce", moreThan: 20 }), of: "at once" };
    await Promise.all(Array.from({ length: 10 }, (_, serial) => note(period, serial)));
    expect((await note(period, 3)).ids).toHaveLength(10);
  });

  const device = {
    deviceId: "window-20",
    window: "B20",
    department: "1001",
    registeredAt: now,
  };
  it("come from devices that are registered and heard of", async () => {
    expect(await devices.beat("window-20", { seenAt: at(0), waiting: 1 })).toBeUndefined();
    expect(await devices.register(device)).toEqual(device);
    expect(await devices.beat("window-20", { seenAt: at(5), waiting: 2, software: "1.0" })).toMatchObject({
      seenAt: at(5),
      waiting: 2,
    });
    expect(await devices.beat("window-20", { seenAt: at(4), waiting: 9 })).toMatchObject({ waiting: 2 });
    const moved = { ...device, window: "B21", registeredAt: at(9) };
    expect(await devices.register({ ...moved, retiredAt: at(9) })).toEqual({
      ...device,
      window: "B21",
      retiredAt: at(9),
      seenAt: at(5),
      waiting: 2,
      software: "1.0",
    });
    expect(await devices.register(moved)).not.toHaveProperty("retiredAt");
    expect(await devices.all()).toHaveLength(1);
  });

  it("fall into the shift of their moment", async () => {
    const clerkAt = async (minutes: number) => (await devices.shiftAt("window-20", at(minutes)))?.clerkId;
    const start = (clerkId: string, minutes: number) =>
      devices.startShift({ deviceId: "window-20", clerkId, since: at(minutes) });
    await start("a", 10);
    expect((await start("a", 15)).since).toBe(at(10));
    await start("b", 20);
    expect(await devices.endShift("window-20", at(30))).toBe(true);
    expect(await devices.endShift("window-20", at(31))).toBe(false);
    await start("a", 40);
    expect(await Promise.all([5, 12, 25, 35, 1000].map(clerkAt))).toEqual([
      undefined,
      "a",
      "b",
      undefined,
      "a",
    ]);
  });
});

describe("what the table holds and we did not write", () => {
  it("is thrown, not read", async () => {
    const other = { ...id, caseNumber: caseNumberNo(3) };
    await database.db.send(
      new PutCommand({
        TableName: table,
        Item: { ...rating.keyOf(ratingIdText(other)), ...other, version: 1, rating: { level: 5 } },
      }),
    );
    await expect(dynamodbRecordStore(rating, table, database.db).read(ratingIdText(other))).rejects.toThrow();
  });
});
