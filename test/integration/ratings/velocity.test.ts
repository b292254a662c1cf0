import { expect, it } from "vitest";
import type { Bucket } from "#shared/ratings/rules/velocity.ts";
import { isOverThreshold } from "#shared/ratings/rules/velocity.ts";
import { describeRatings } from "#test/support/rating-stores.ts";
import { caseNumber, caseNumberNo } from "#test/unit/ratings/samples.ts";

describeRatings((the) => {
  const id = { caseNumber, stage: "completion", turn: "first" } as const;
  const bucket = (change: Partial<Bucket["rule"]> = {}): Bucket => ({
    rule: { id: "test", by: "origin", minutes: 10, moreThan: 3, description: { zh: "", en: "" }, ...change },
    of: "somewhere",
    from: "2026-03-02T02:00:00.000Z",
    until: "2026-03-02T02:10:00.000Z",
  });
  const nth = (serial: number) => ({ ...id, caseNumber: caseNumberNo(serial) });

  const note = async (of: Bucket, serial: number, best = true) => {
    const [seen] = await the.velocity.note([of], nth(serial), best);
    if (!seen) throw new Error("every period answers");
    return seen;
  };

  it("exceed a rule with the one after the last allowed, which knows those before it", async () => {
    const seen = [];
    for (const serial of [1, 2, 2, 3, 4, 5]) seen.push(await note(bucket(), serial));
    expect(seen.map(isOverThreshold)).toEqual([false, false, false, false, true, true]);
    expect(seen[4]?.ids.map((each) => each.caseNumber).sort()).toEqual([1, 2, 3, 4].map(caseNumberNo));
    expect(seen[5]?.full).toBe(true);
    // Whoever filled it finds the same again, after a crash.
    expect(await note(bucket(), 4)).toMatchObject({ full: false, ids: seen[4]?.ids });
  });

  it("exceed a rule about five stars only while there are no others", async () => {
    const onlyBest = bucket({ id: "onlyBest", onlyBest: true });
    for (const serial of [1, 2, 3]) await note(onlyBest, serial, serial !== 2);
    expect(isOverThreshold(await note(onlyBest, 4))).toBe(false);
  });

  it("are checked by each rule by itself, whichever of them is full", async () => {
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
      const all = await the.velocity.note(periods, nth(serial), serial !== 2);
      expect(all.map((each) => each.bucket)).toEqual(periods);
      seen.push(all.map((each) => [each.ids.length, each.full, isOverThreshold(each)]));
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
});
