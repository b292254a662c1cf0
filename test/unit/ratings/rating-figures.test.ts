import { beforeEach, describe, expect, it } from "vitest";
import { parts } from "#shared/ratings/figures/count.ts";
import { countedDays } from "#shared/ratings/figures/days.ts";
import { recordFact } from "#shared/ratings/merge.ts";
import { memoryCases } from "#test/support/memory-cases.ts";
import { inMemoryFigureStore } from "#test/support/memory-figure-store.ts";
import { memoryRatings } from "#test/support/memory-ratings.ts";
import { makeFigures } from "../../../functions/ratings/rating-figures/rating-figures.ts";
import { caseNumberNo, department, endedCase, facts, now, traceparent } from "./samples.ts";

const day = "2026-03-02";
const afterMidnight = (minutes: number) =>
  new Date(Date.parse("2026-03-02T16:00:00.000Z") + minutes * 60_000);

let the: ReturnType<typeof world>;
function world() {
  const ratings = memoryRatings();
  const cases = memoryCases();
  const figures = inMemoryFigureStore(ratings, cases);
  const clock = { now };
  return {
    ratings,
    figures,
    clock,
    rate: async (from: number, many: number) => {
      for (let serial = from; serial < from + many; serial += 1) {
        const ofCase = caseNumberNo(serial);
        cases.put(endedCase(ofCase));
        await recordFact(ratings, { ...facts.rated(), caseNumber: ofCase }, { now, traceparent });
      }
    },
    sweep: () => makeFigures({ figures, departments: [department], now: () => clock.now }),
    kept: async () => (await figures.kept(department, day, day, parts))[0],
    /** What a question on this day is answered. */
    total: async (today: string) => {
      const [counted] = await countedDays(figures, [department], { from: day, to: day, today }, ["all"]);
      return counted?.counts.all.all?.satisfied;
    },
  };
}
beforeEach(() => {
  the = world();
});

describe("the figures of a day", () => {
  it("are read from its rows while it lasts, and kept once it is over, by ten minutes", async () => {
    await the.rate(1, 3);
    await the.sweep();
    the.clock.now = afterMidnight(9).toISOString();
    await the.sweep();
    expect(await the.kept()).toBeUndefined();
    expect([await the.total(day), await the.total("2026-03-03")]).toEqual([3, 3]);
    the.clock.now = afterMidnight(11).toISOString();
    await the.sweep();
    expect(await the.kept()).toMatchObject({
      counts: {
        all: { all: { satisfied: 3, ratable: 3, answered: 3 } },
        channel: { windowTablet: { satisfied: 3 } },
      },
    });
    expect(await the.sweep()).toEqual({ closed: 0, changed: 0, busy: 0 });
  });

  it("are kept while it lasts once many have rated, and whole when it is over", async () => {
    await the.rate(1, 9);
    expect(await the.sweep()).toMatchObject({ busy: 0 });
    await the.rate(10, 41);
    expect(await the.sweep()).toMatchObject({ busy: 1 });
    await the.rate(51, 1);
    expect(await the.total(day)).toBe(50);
    the.clock.now = "2026-03-02T03:00:00.000Z";
    await the.sweep();
    expect(await the.total(day)).toBe(51);
    await the.rate(52, 1);
    the.clock.now = afterMidnight(11).toISOString();
    expect(await the.sweep()).toMatchObject({ closed: 1, busy: 0 });
    expect(await the.total("2026-03-03")).toBe(52);
  });

  it("are made again after a row of it changed, and only then", async () => {
    await the.rate(1, 2);
    the.clock.now = "2026-03-03T02:00:00.000Z";
    await the.sweep();
    await recordFact(the.ratings, { ...facts.voided, caseNumber: caseNumberNo(1) }, { now, traceparent });
    await the.figures.noteChanged({ department, day });
    expect(await the.total("2026-03-03")).toBe(2);
    the.clock.now = "2026-03-03T03:00:00.000Z";
    expect(await the.sweep()).toEqual({ closed: 0, changed: 1, busy: 0 });
    expect(await the.total("2026-03-03")).toBe(1);
    expect(await the.sweep()).toMatchObject({ changed: 0 });
  });

  it("are not those of a clock that was ahead", async () => {
    await the.rate(1, 1);
    the.clock.now = "2026-03-03T02:00:00.000Z";
    await the.sweep();
    await the.rate(2, 1);
    expect([await the.total(day), await the.total("2026-03-03")]).toEqual([2, 1]);
  });
});
