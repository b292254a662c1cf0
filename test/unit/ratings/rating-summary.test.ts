import { beforeEach, describe, expect, it } from "vitest";
import { getRatingSummary } from "#shared/ratings/api.ts";
import type { Counts } from "#shared/ratings/figures/count.ts";
import { callbackWorld, codesOf } from "./callback-world.ts";

let the: ReturnType<typeof callbackWorld>;
beforeEach(() => {
  the = callbackWorld();
});

describe("the summary", () => {
  beforeEach(async () => {
    const rated: { department: string; day: string; all: Counts; windows: string[] }[] = [
      {
        department: "1001",
        day: "2026-03-01",
        all: { verySatisfied: 1, dissatisfied: 1 },
        windows: ["A00", "A01"],
      },
      { department: "1002", day: "2026-03-01", all: { satisfied: 1 }, windows: ["A02"] },
      { department: "1002", day: "2025-10-01", all: { satisfied: 1 }, windows: ["A03"] },
    ];
    for (const { department, day, all, windows } of rated)
      await the.figures.keep(department, {
        day,
        madeAt: the.clock.now,
        counts: {
          all: { all },
          item: { [`item of ${department}`]: all },
          window: Object.fromEntries(windows.map((window) => [window, { satisfied: 1 }])),
          channel: { mobile: all },
        },
      });
  });

  it("is of the last 30 days and all departments, for anybody", async () => {
    const { status, headers, body } = await the.call(getRatingSummary, {});
    expect([status, headers?.["cache-control"]]).toEqual([200, "public, max-age=60"]);
    expect(body).toMatchObject({
      from: "2026-02-01",
      to: "2026-03-02",
      by: "department",
      overall: { total: 3, averageScore: 7.33, satisfactionRate: 0.6667 },
      groups: [
        { key: "1001", total: 2, averageScore: 7, satisfactionRate: 0.5 },
        { key: "1002", total: 1, averageScore: 8, satisfactionRate: 1 },
      ],
    });
    expect(getRatingSummary.answers[200].schema.safeParse(body).success).toBe(true);
  });

  it.each([
    ["day", ["2026-03-01"], [3]],
    ["channel", ["mobile"], [3]],
    ["window", ["1001/A00", "1001/A01", "1002/A02"], [1, 1, 1]],
    ["item", ["item of 1001", "item of 1002"], [2, 1]],
  ])("is by %s when asked", async (by, keys, totals) => {
    const { body } = await the.call(getRatingSummary, { query: { by } });
    expect(body.groups.map(({ key }: { key: string }) => key)).toEqual(keys);
    expect(body.groups.map(({ total }: { total: number }) => total)).toEqual(totals);
    expect(body.overall.total).toBe(3);
  });

  it("is of one department and other days when asked", async () => {
    const query = { department: "1002", from: "2025-10-01", to: "2025-12-31" };
    const { body } = await the.call(getRatingSummary, { query });
    expect(body.groups).toHaveLength(1);
    expect(body.overall).toMatchObject({ total: 1, counts: { satisfied: 1 } });
  });

  it("tells what is wrong with the question", async () => {
    const query = { department: "9999", from: "2026-03-01", to: "2026-02-01" };
    const { status, body } = await the.call(getRatingSummary, { query });
    expect([status, codesOf(body)]).toEqual([
      400,
      ["query/from afterEnd", "query/department unknownDepartment"],
    ]);
    expect((await the.call(getRatingSummary, { query: { from: "2026-02-30" } })).status).toBe(400);
  });
});
