import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { headKey } from "#shared/kernel/messaging/outbox.ts";
import type { DeviceStore } from "#shared/ratings/devices/devices.ts";
import { dynamodbDeviceStore } from "#shared/ratings/devices/dynamodb-device-store.ts";
import { inMemoryDeviceStore } from "#shared/ratings/devices/memory-device-store.ts";
import { dynamodbRatingStore } from "#shared/ratings/dynamodb-rating-store.ts";
import { dynamodbTallyStore } from "#shared/ratings/figures/dynamodb-tally-store.ts";
import type { Tally } from "#shared/ratings/figures/tallies.ts";
import { inMemoryTallyStore, type TallyStore } from "#shared/ratings/figures/tally-store.ts";
import { inMemoryRatingStore } from "#shared/ratings/memory-rating-store.ts";
import { merge, type RatingFact } from "#shared/ratings/merge.ts";
import type { RatingRecord } from "#shared/ratings/rating.ts";
import { ratingPartition } from "#shared/ratings/rating-item.ts";
import type { RatingStore } from "#shared/ratings/rating-store.ts";
import { recordFact } from "#shared/ratings/record-fact.ts";
import { dynamodbVelocityStore } from "#shared/ratings/rules/dynamodb-velocity-store.ts";
import type { Bucket } from "#shared/ratings/rules/velocity.ts";
import { exceeds, inMemoryVelocityStore, type VelocityStore } from "#shared/ratings/rules/velocity-store.ts";
import { startDatabase, type TestDatabase } from "#test/support/database.ts";
import { caseNumber, caseNumberNo, facts, now, traceparent } from "#test/unit/ratings/samples.ts";

const table = "ratings";

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
  await database.createTable(table, { listing: { hash: "listKey", range: "listSort" } });
});
afterAll(() => database.close());

const id = { caseNumber, stage: "completion", turn: "first" } as const;

function recordAfter(before: RatingRecord | undefined, fact: RatingFact): RatingRecord {
  const merged = merge(before, fact, { now, traceparent });
  if (merged === "duplicate" || "refused" in merged) throw new Error("this fact changes nothing");
  return merged.record;
}

type Stores = { ratings: RatingStore; tallies: TallyStore; velocity: VelocityStore; devices: DeviceStore };
const stores: [string, () => Stores][] = [
  [
    "in memory",
    () => ({
      ratings: inMemoryRatingStore(),
      tallies: inMemoryTallyStore(),
      velocity: inMemoryVelocityStore(),
      devices: inMemoryDeviceStore(),
    }),
  ],
  [
    "in DynamoDB",
    () => ({
      ratings: dynamodbRatingStore(table, database.db),
      tallies: dynamodbTallyStore(table, database.db),
      velocity: dynamodbVelocityStore(table, database.db),
      devices: dynamodbDeviceStore(table, database.db),
    }),
  ],
];

describe.each(stores)("ratings %s", (_name, open) => {
  let ratings: RatingStore;
  let tallies: TallyStore;
  let velocity: VelocityStore;
  let devices: DeviceStore;
  beforeAll(() => {
    ({ ratings, tallies, velocity, devices } = open());
  });

  it("are not there before they are written", async () => {
    expect(await ratings.get(id)).toBeUndefined();
  });

  it("are written in turn, each version once, each turn by itself", async () => {
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
    expect(await ratings.get({ ...id, turn: "followUp" })).toBeUndefined();
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
    expect(await ratings.get(ofCase(facts.invited))).toMatchObject({
      version: 2,
      invitation: facts.invited.invitation,
      lastEvent: { name: "received" },
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
    expect(await ratings.unrated("2026-03-02")).toEqual([caseNumberNo(21)]);
    expect(await ratings.unrated("2026-03-03")).toEqual([]);
    for (const serial of [31, 32, 33]) await tell(serial, facts.invited, facts.rated(), facts.setApart);
    const first = await ratings.setApart(undefined, 2);
    expect(first.items).toHaveLength(2);
    const second = await ratings.setApart(first.next, 2);
    expect([...first.items, ...second.items].map((record) => record.caseNumber).sort()).toEqual(
      [31, 32, 33].map(caseNumberNo),
    );
    for (const serial of [31, 32, 33]) await tell(serial, facts.dismissed);
    expect((await ratings.setApart(undefined, 10)).items).toEqual([]);
  });

  const tally = (serial: number, change: Partial<Tally> = {}): Tally => ({
    kind: "given",
    id: serial.toString(16).padStart(4, "0").repeat(4),
    department: "1001",
    day: "2026-03-02",
    counters: ["all|satisfied", "window|A03|satisfied"],
    holds: true,
    ...change,
  });

  it("are counted once each, at once or again, by department and day, and taken back once", async () => {
    const all = [
      ...Array.from({ length: 12 }, (_, serial) => tally(serial)),
      tally(3, { kind: "answered", counters: ["all|answered"] }),
      tally(40, { day: "2026-03-03" }),
      tally(41, { day: "2026-02-28" }),
      tally(42, { department: "1002" }),
    ];
    const twice = await Promise.all([...all, ...all].map((each) => tallies.settle(each)));
    expect(twice.filter(Boolean)).toHaveLength(all.length);
    expect(await tallies.days("1001", "2026-03-01", "2026-03-02")).toEqual([
      {
        day: "2026-03-02",
        counters: { "all|satisfied": 12, "window|A03|satisfied": 12, "all|answered": 1 },
      },
    ]);
    const gone = { ...tally(3), holds: false };
    expect(await tallies.settle(gone)).toBe(true);
    expect(await tallies.settle(gone)).toBe(false);
    expect(await tallies.settle({ ...tally(99), holds: false })).toBe(false);
    expect(await tallies.days("1001", "2026-02-28", "2026-03-03")).toMatchObject([
      { day: "2026-02-28", counters: { "all|satisfied": 1 } },
      { day: "2026-03-02", counters: { "all|satisfied": 11, "all|answered": 1 } },
      { day: "2026-03-03", counters: { "all|satisfied": 1 } },
    ]);
    expect(await tallies.days("1003", "2026-02-28", "2026-03-03")).toEqual([]);
  });

  const bucket = (change: Partial<Bucket["rule"]> = {}): Bucket => ({
    rule: { id: "test", by: "origin", minutes: 10, moreThan: 3, says: { zh: "", en: "" }, ...change },
    of: "somewhere",
    from: "2026-03-02T02:00:00.000Z",
    until: "2026-03-02T02:10:00.000Z",
  });
  const nth = (serial: number) => ({ ...id, caseNumber: caseNumberNo(serial) });

  it("exceed a rule with the one after the last allowed, which knows those before it", async () => {
    const seen = [];
    for (const serial of [1, 2, 2, 3, 4, 5]) seen.push(await velocity.note(bucket(), nth(serial), true));
    expect(seen.map((each) => exceeds(bucket(), each))).toEqual([false, false, false, false, true, true]);
    expect(seen[4]?.ids.map((each) => each.caseNumber).sort()).toEqual([1, 2, 3, 4].map(caseNumberNo));
    expect(seen[5]?.full).toBe(true);
    // Whoever filled it finds the same again, after a crash.
    expect(await velocity.note(bucket(), nth(4), true)).toMatchObject({ full: false, ids: seen[4]?.ids });
  });

  it("exceed a rule about five stars only while there are no others", async () => {
    const onlyBest = bucket({ id: "onlyBest", onlyBest: true });
    for (const serial of [1, 2, 3]) await velocity.note(onlyBest, nth(serial), serial !== 2);
    expect(exceeds(onlyBest, await velocity.note(onlyBest, nth(4), true))).toBe(false);
  });

  const device = {
    deviceId: "window-20",
    window: "B20",
    department: "1001",
    registeredAt: now,
  };
  const at = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString();

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
        Item: { pk: ratingPartition(other), sk: headKey, ...other, version: 1, rating: { level: 5 } },
      }),
    );
    await expect(dynamodbRatingStore(table, database.db).get(other)).rejects.toThrow();
  });
});
