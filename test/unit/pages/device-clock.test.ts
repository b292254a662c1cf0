import { afterEach, expect, test, vi } from "vitest";
import { deviceNow, minutesFast, setBy } from "../../../web/src/device/clock.ts";

const served = Date.parse("2026-11-28T02:00:00.000Z");
const answer = (date: string | undefined) => new Response("", date ? { headers: { date } } : {});
const onTime = answer(new Date(served).toUTCString());

afterEach(() => vi.useRealTimers());

test.each([
  ["20 minutes ahead", 20],
  ["a day behind", -1440],
  ["some seconds ahead, which does not matter", 0.5],
])("a device whose clock is %s signs by the API's and says so", (_what, minutes) => {
  vi.useFakeTimers({ now: served });
  setBy(onTime);
  vi.setSystemTime(served + minutes * 60_000);
  expect(setBy(onTime)).toBe(Math.abs(minutes) > 1);
  expect(Math.abs(deviceNow().getTime() - served)).toBeLessThan(1_000);
  expect(minutesFast()).toBe(Math.abs(minutes) > 1 ? minutes : 0);
});

test("an answer that tells no time changes nothing", () => {
  vi.useFakeTimers({ now: served });
  setBy(onTime);
  for (const date of [undefined, "yesterday"]) expect(setBy(answer(date))).toBe(false);
  expect(minutesFast()).toBe(0);
});
