import type { SQSRecord } from "aws-lambda";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PermanentError } from "#shared/kernel/messaging/consumer.ts";
import { delayOf, withBackoff } from "../../../functions/deliveries/courier-handover/backoff.ts";

const received = (count: number): SQSRecord =>
  ({
    messageId: "m",
    receiptHandle: "handle",
    attributes: { ApproximateReceiveCount: String(count) },
  }) as SQSRecord;

describe("a carrier that is away", () => {
  it("is asked again after pauses that grow, each between half and whole, to a quarter of an hour", () => {
    const random = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), random, (count, drawn) => {
        const whole = Math.min(900, 5 * 2 ** (count - 1));
        const delay = delayOf(count, () => drawn);
        expect(delay).toBeGreaterThanOrEqual(Math.floor(whole / 2));
        expect(delay).toBeLessThanOrEqual(whole);
      }),
    );
    const all = Array.from({ length: 16 }, (_, index) => delayOf(index + 1, () => 0));
    // At the least so long, all pauses together: an hour away does not park an order.
    expect(all.reduce((sum, seconds) => sum + seconds, 0)).toBeGreaterThan(3600);
  });

  it("hides the message, the longer the more often, and reports the failure", async () => {
    const hidden: number[] = [];
    const handle = withBackoff(() => Promise.reject(new Error("fetch failed")), {
      hide: async (_handle, seconds) => void hidden.push(seconds),
      random: () => 1,
    });
    await expect(handle("x", received(1))).rejects.toThrow("fetch failed");
    await expect(handle("x", received(2))).rejects.toThrow("fetch failed");
    expect(hidden).toEqual([5, 10]);
  });

  it("is not waited for when it has refused", async () => {
    const hide = () => Promise.reject(new Error("must not be asked"));
    const refused = withBackoff(() => Promise.reject(new PermanentError("no such area")), { hide });
    await expect(refused("x", received(1))).rejects.toThrow("no such area");
  });
});
