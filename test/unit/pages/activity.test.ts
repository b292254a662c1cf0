import { expect, test } from "vitest";
import { activityIn, attention, warningMs } from "../../../web/src/sign-in/activity.ts";

const limit = 30 * 60_000;

test.each([
  [0, "there"],
  [limit - warningMs - 1, "there"],
  [limit - warningMs, "asked"],
  [limit - 1, "asked"],
  [limit, "gone"],
  // A computer that slept.
  [8 * 3_600_000, "gone"],
] as const)("after %i ms without anything done somebody is %s", (idleMs, expected) => {
  expect(attention(1_000_000 + idleMs, 1_000_000, limit)).toBe(expected);
});

test("another tab tells who did something when; what does not fit is nothing", () => {
  expect(activityIn({ account: "chen-fang", at: 5 })).toEqual({ account: "chen-fang", at: 5 });
  for (const wrong of [undefined, null, "chen-fang", {}, { account: 1, at: 5 }, { account: "a", at: "5" }])
    expect(activityIn(wrong)).toBeUndefined();
});
