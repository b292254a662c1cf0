import { describe, expect, it } from "vitest";
import { inUse } from "#shared/notices/people/address.ts";
import {
  addressRemoved,
  awaitsCode,
  codeAsked,
  codeTyped,
  waitAfter,
} from "#shared/notices/people/verify.ts";
import { traceparent } from "#test/unit/ratings/samples.ts";

const start = "2026-11-23T02:00:00.000Z";
const minutesIn = (minutes: number): string => new Date(Date.parse(start) + minutes * 60_000).toISOString();
const step = (at = start) => ({ at, trace: traceparent, actor: { role: "citizen", id: "citizen-1" } });
const asked = { accountId: "citizen-1", channel: "sms" as const, code: "123456" };
const first = codeAsked(undefined, { ...asked, value: "13800000001" }, step());
const verified = codeTyped(first, "123456", step(minutesIn(1)));

describe("an address", () => {
  it("is used once its code was typed, in time and in five tries", () => {
    expect(inUse(first, start)).toBeUndefined();
    expect(inUse(verified, minutesIn(1))).toBe("13800000001");
    expect([awaitsCode(first, minutesIn(9)), awaitsCode(first, minutesIn(10))]).toEqual([true, false]);
    const tried = [1, 2, 3, 4, 5].reduce((one) => codeTyped(one, "000000", step()), first);
    expect([awaitsCode(tried, start), inUse(tried, start)]).toEqual([false, undefined]);
  });

  it("that is changed is used a day later, and the old one until then", () => {
    const again = codeAsked(verified, { ...asked, value: "13800000002" }, step(minutesIn(10)));
    const changed = codeTyped(again, "123456", step(minutesIn(11)));
    expect(changed.lastEvent.name).toBe("changed");
    expect(inUse(changed, minutesIn(11 + 24 * 60 - 1))).toBe("13800000001");
    expect(inUse(changed, minutesIn(11 + 24 * 60))).toBe("13800000002");
    expect(inUse(addressRemoved(changed, step()), minutesIn(9999))).toBeUndefined();
  });

  it("gets one code a minute, five an hour, ten a day", () => {
    expect(waitAfter([], start)).toBeUndefined();
    expect(waitAfter([minutesIn(-0.5)], start)).toBe(30);
    expect(waitAfter([1, 11, 21, 31, 41].map((minutes) => minutesIn(-minutes)).reverse(), start)).toBe(
      19 * 60,
    );
    const ten = Array.from({ length: 10 }, (_, index) => minutesIn(-(index + 1) * 120)).reverse();
    expect(waitAfter(ten, start)).toBe(4 * 3600);
  });
});
