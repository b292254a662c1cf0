import { describe, expect, it } from "vitest";
import { rangeOf } from "#shared/ratings/figures/days.ts";
import { figuresOf, sumOf } from "#shared/ratings/figures/figures.ts";

const noLevels = {
  veryDissatisfied: 0,
  dissatisfied: 0,
  basicallySatisfied: 0,
  satisfied: 0,
  verySatisfied: 0,
};

describe("the figures", () => {
  it("are none without ratings", () => {
    expect(figuresOf({})).toEqual({
      total: 0,
      counts: noLevels,
      averageScore: null,
      satisfactionRate: null,
      ratable: 0,
      answered: 0,
      activeRatingRate: null,
      quarantined: 0,
      dismissed: 0,
      bad: 0,
      rectified: 0,
      rectificationRate: null,
      named: 0,
      calledBack: 0,
      callBackRate: null,
      followUps: noLevels,
    });
  });

  const counts = { veryDissatisfied: 1, dissatisfied: 1, basicallySatisfied: 1, verySatisfied: 3 };

  it("average on a scale of 10 and count three stars and more as satisfied", () => {
    // (2 + 4 + 6 + 3 × 10) / 6 and 4 / 6
    expect(figuresOf(counts)).toMatchObject({ total: 6, averageScore: 7, satisfactionRate: 0.6667 });
    expect(figuresOf(sumOf([counts, counts]))).toMatchObject({ total: 12, averageScore: 7 });
  });

  it("count as rated only what was rated, and leave unfounded bad ratings out of what is to be put right", () => {
    const more = { ratable: 8, answered: 6, quarantined: 2, dismissed: 1, rectified: 1, unfounded: 1 };
    expect(figuresOf({ ...counts, ...more, "followUp.satisfied": 1 })).toMatchObject({
      activeRatingRate: 0.75,
      bad: 1,
      rectificationRate: 1,
      followUps: { satisfied: 1 },
      counts: { satisfied: 0 },
    });
  });

  it("say how many of those who gave their names with a bad rating were called back", () => {
    expect(figuresOf({ ...counts, named: 2, calledBack: 1 })).toMatchObject({
      named: 2,
      calledBack: 1,
      callBackRate: 0.5,
    });
  });

  it("leave unfounded bad ratings out of the base of both rates", () => {
    // Four good, two bad, one of them unfounded: 4 of 5 are satisfied, and of 1 bad rating 1 is put right.
    const figures = figuresOf({ ...counts, rectified: 1, unfounded: 1 });
    expect(figures).toMatchObject({ total: 6, bad: 1, satisfactionRate: 0.8, rectificationRate: 1 });
    expect(figuresOf({ dissatisfied: 2, unfounded: 2 })).toMatchObject({
      total: 2,
      bad: 0,
      satisfactionRate: null,
      rectificationRate: null,
    });
  });
});

describe("the range", () => {
  const today = "2026-03-02";
  const codes = (asked: Parameters<typeof rangeOf>[0]) => {
    const range = rangeOf(asked, today);
    return "errors" in range ? range.errors.map(({ code }) => code) : range;
  };

  it("is the last 30 days unless said", () => {
    expect(codes({})).toEqual({ from: "2026-02-01", to: today });
    expect(codes({ to: "2025-12-31" })).toEqual({ from: "2025-12-02", to: "2025-12-31" });
    expect(codes({ from: "2026-01-01" })).toEqual({ from: "2026-01-01", to: today });
  });

  it("has 92 days at most", () => {
    expect(codes({ from: "2024-10-01", to: "2024-12-31" })).toEqual({ from: "2024-10-01", to: "2024-12-31" });
    expect(codes({ from: "2024-09-30", to: "2024-12-31" })).toEqual(["rangeTooLong"]);
  });

  it("does not end before it starts", () => {
    expect(codes({ from: "2026-03-02", to: "2026-03-02" })).toEqual({ from: today, to: today });
    expect(codes({ from: "2026-03-03" })).toEqual(["afterEnd"]);
  });
});
