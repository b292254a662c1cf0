import { expect, it } from "vitest";
import { countsOf } from "#shared/ratings/figures/count.ts";
import { figuresItem } from "#shared/ratings/figures/kept-item.ts";
import type { RatingFact } from "#shared/ratings/merge.ts";
import { recordFact } from "#shared/ratings/merge.ts";
import { describeRatings } from "#test/support/rating-stores.ts";
import { caseNumberNo, endedCase, facts, itemCode, now, traceparent } from "#test/unit/ratings/samples.ts";

describeRatings((the) => {
  const at = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString();

  it("are in the rows of the day on which they were given and of the one on which they could be", async () => {
    const take = async (serial: number, ...taken: RatingFact[]) => {
      for (const fact of taken)
        await recordFact(the.ratings, { ...fact, caseNumber: caseNumberNo(serial) }, { now, traceparent });
    };
    const fact = facts.rated({ ratedAt: "2026-05-05T01:00:00.000Z", window: "A03" });
    const onFifth = (department: string, since: string): RatingFact => ({
      ...fact,
      invitation: { ...fact.invitation, department, since },
    });
    const end = (serial: number, department: string, at: string) =>
      the.cases.put(endedCase(caseNumberNo(serial), { department, ended: { at, as: "completed" } }));
    const [before, after, then] = [
      "2026-05-04T15:59:00.000Z",
      "2026-05-04T16:01:00.000Z",
      "2026-05-05T01:00:00.000Z",
    ];
    end(51, "1005", before);
    await take(51, onFifth("1005", before));
    end(52, "1005", after);
    await take(52, onFifth("1005", after), facts.quarantined);
    end(53, "1005", then);
    end(54, "1006", then);
    await take(54, onFifth("1006", then));
    const daysOf = async (department: string, day: string) =>
      countsOf(await the.figures.facts(department, { from: day, to: day }), day).all.all;
    expect(await daysOf("1005", "2026-05-04")).toEqual({ ratable: 1, answered: 1 });
    expect(await daysOf("1005", "2026-05-05")).toEqual({ ratable: 2, satisfied: 1, quarantined: 1 });
    expect(await daysOf("1006", "2026-05-05")).toEqual({ ratable: 1, answered: 1, satisfied: 1 });
    expect(await daysOf("1005", "2026-05-06")).toBeUndefined();
    await take(52, facts.released);
    await take(53, onFifth("1005", then));
    expect(
      countsOf(await the.figures.facts("1005", { from: "2026-05-04", to: "2026-05-06" }), "2026-05-05"),
    ).toMatchObject({
      all: { all: { ratable: 2, answered: 2, satisfied: 3 } },
      window: { A03: { satisfied: 3 } },
    });
  });

  it("add up to figures that are kept by department and day, the later made standing", async () => {
    const whole = (satisfied: number) => ({
      all: { all: { satisfied, ratable: 12, "followUp.verySatisfied": 1 } },
      item: { [itemCode]: { satisfied } },
      window: {},
      channel: { pc: { satisfied } },
    });
    const keep = (department: string, day: string, madeAt: string, satisfied: number) =>
      the.figures.keep(department, { day, madeAt, counts: whole(satisfied) });
    await keep("1001", "2026-02-28", now, 1);
    await keep("1001", "2026-03-02", now, 7);
    await keep("1001", "2026-03-02", "2026-03-02T01:00:00.000Z", 9);
    await keep("1001", "2026-03-01", now, 5);
    await keep("1002", "2026-03-01", now, 9);
    expect(await the.figures.kept("1001", "2026-03-01", "2026-03-02", ["all", "item"])).toEqual([
      { day: "2026-03-01", madeAt: now, counts: { ...whole(5), channel: {} } },
      { day: "2026-03-02", madeAt: now, counts: { ...whole(7), channel: {} } },
    ]);
    await the.figures.keep("1001", {
      day: "2026-03-02",
      madeAt: at(1),
      counts: countsOf({ rows: [], ratable: [] }, "2026-03-02"),
    });
    expect(await the.figures.kept("1001", "2026-03-02", "2026-03-02", ["all", "channel"])).toEqual([
      { day: "2026-03-02", madeAt: at(1), counts: countsOf({ rows: [], ratable: [] }, "2026-03-02") },
    ]);
  });

  it("are kept under their names, also where one begins with another", async () => {
    const counts = countsOf({ rows: [], ratable: [] }, "2026-04-01");
    for (const [day, names] of [
      ["2026-04-01", ["1", "10", "12"]],
      ["2026-04-02", ["A03"]],
      ["2026-04-03", ["A1", "A12", "B1"]],
    ] as const) {
      const window = Object.fromEntries(names.map((name, index) => [name, { satisfied: index + 1 }]));
      await the.figures.keep("1009", { day, madeAt: now, counts: { ...counts, window } });
      const [kept] = await the.figures.kept("1009", day, day, ["window"]);
      expect(kept?.counts.window).toEqual(window);
    }
    const item = Object.keys(
      figuresItem("1009", "window", {
        day: "2026-04-01",
        madeAt: now,
        counts: { ...counts, window: { 1: {}, 10: {} } },
      }).counts,
    );
    expect(item.every((name) => name.length > 0)).toBe(true);
  });

  it("note the days that changed, and keep those that changed again while they were made", async () => {
    const [one, other] = ["1001", "1002"].map((department) => ({ department, day: "2026-03-01" }));
    if (!one || !other) throw new Error("there are two");
    const today = { department: "1001", day: "2026-03-02" };
    for (const day of [one, one, other, today]) await the.figures.noteChanged(day);
    const taken = await the.figures.takeChanged("2026-03-02", now);
    expect(taken.sort((a, b) => (a.department < b.department ? -1 : 1))).toEqual([one, other]);
    await the.figures.noteChanged(other);
    for (const day of taken) await the.figures.forgetChanged(day, now);
    expect(await the.figures.takeChanged("2026-03-02", at(1))).toEqual([other]);
    // What was taken and not made, since the run died, is taken again.
    expect(await the.figures.takeChanged("2026-03-02", at(2))).toEqual([other]);
    await the.figures.forgetChanged(other, at(1));
    expect(await the.figures.takeChanged("2026-03-02", at(3))).toEqual([other]);
    await the.figures.forgetChanged(other, at(3));
    expect(await the.figures.takeChanged("2026-03-03", at(4))).toEqual([today]);
  });
});
