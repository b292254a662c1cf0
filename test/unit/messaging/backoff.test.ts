import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { delayOf } from "#shared/kernel/messaging/backoff.ts";
import { maxAttempts } from "#shared/kernel/messaging/dead-letter.ts";

describe("what failed", () => {
  it("is tried again after pauses that grow, each between half and whole, to a quarter of an hour", () => {
    const random = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), random, (attempt, drawn) => {
        const whole = Math.min(900, 2 ** (attempt - 1));
        const delay = delayOf(attempt, () => drawn);
        expect(delay).toBeGreaterThanOrEqual(Math.max(1, Math.floor(whole / 2)));
        expect(delay).toBeLessThanOrEqual(whole);
      }),
    );
  });

  it("is not given up for an hour at the least", () => {
    const pauses = Array.from({ length: maxAttempts - 1 }, (_, index) => delayOf(index + 1, () => 0));
    expect(pauses.reduce((sum, seconds) => sum + seconds, 0)).toBeGreaterThan(3600);
  });
});
