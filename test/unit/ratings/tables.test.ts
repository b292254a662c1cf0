import { describe, expect, it } from "vitest";
import { isGood, satisfactionLevels } from "#events/rating.ts";
import {
  detailTags,
  gbt39046Of,
  levelOfGbt39046,
  levelOfStars,
  starsOf,
  tagFault,
  tenScaleOf,
} from "#shared/ratings/levels.ts";

describe("the scales", () => {
  it("run against each other", () => {
    expect(
      satisfactionLevels.map((level) => [level, starsOf(level), gbt39046Of(level), tenScaleOf(level)]),
    ).toEqual([
      ["veryDissatisfied", 1, "5", 2],
      ["dissatisfied", 2, "4", 4],
      ["basicallySatisfied", 3, "3", 6],
      ["satisfied", 4, "2", 8],
      ["verySatisfied", 5, "1", 10],
    ]);
  });

  it("are read back to the same level", () => {
    for (const level of satisfactionLevels) {
      expect(levelOfStars(starsOf(level))).toBe(level);
      expect(levelOfGbt39046(gbt39046Of(level))).toBe(level);
    }
  });

  it("end at both ends", () => {
    for (const stars of [0, 6, 1.5, Number.NaN]) expect(() => levelOfStars(stars)).toThrow(RangeError);
    for (const code of ["0", "6", "", "1.0", "１"]) expect(() => levelOfGbt39046(code)).toThrow(RangeError);
  });

  it("call three stars good", () => {
    expect(satisfactionLevels.filter(isGood)).toEqual(["basicallySatisfied", "satisfied", "verySatisfied"]);
  });
});

describe("the detail tags", () => {
  it("are there for every level, in both languages, under three digits that start with the stars", () => {
    for (const [code, { zh, en }] of Object.entries(detailTags)) {
      expect(code).toMatch(/^[1-5]\d{2}$/);
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/^[A-Z]/);
    }
    for (const level of satisfactionLevels)
      expect(Object.keys(detailTags).some((code) => !tagFault(code, level))).toBe(true);
  });

  it("are the national table: eight of each level", () => {
    const first = { "5": 510, "4": 406, "3": 307, "2": 207, "1": 108 };
    expect(Object.keys(detailTags).sort()).toEqual(
      Object.values(first)
        .flatMap((from) => Array.from({ length: 8 }, (_, index) => String(from + index)))
        .sort(),
    );
  });

  it("go with their own level only", () => {
    expect(tagFault("510", "verySatisfied")).toBeUndefined();
    expect(tagFault("510", "dissatisfied")).toBe("tagOfOtherLevel");
    expect(tagFault("599", "verySatisfied")).toBe("unknownTag");
    expect(tagFault("toString", "verySatisfied")).toBe("unknownTag");
  });
});
