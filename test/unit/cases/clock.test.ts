import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendar } from "#shared/calendar/calendar.ts";
import { daysBetween, deadlineAfter } from "#shared/calendar/working-days.ts";
import type { CaseClock } from "#shared/cases/case.ts";
import { nextDueAt, runClock } from "#shared/cases/clock.ts";
import type { ClockEffect } from "#shared/cases/lifecycle.ts";
import { openSample } from "./samples.ts";

const { item } = openSample();
const friday = "2026-09-18T01:00:00.000Z";
const at = (days: number): string => new Date(Date.parse(friday) + days * 86_400_000).toISOString();
const run = (clock: CaseClock, effect: ClockEffect, now: string, joint = false): CaseClock =>
  runClock(clock, effect, now, { item, joint, calendar });
const started = run({ receivedAt: friday }, "start", friday);

type Pause = { from: number; to: number };
/** Pauses one after the other, within the limit's reach. */
const pauses = fc
  .uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 0, maxLength: 8 })
  .map((days) => days.toSorted((a, b) => a - b))
  .map((days) =>
    days.flatMap((from, index): Pause[] =>
      index % 2 === 0 && days[index + 1] !== undefined ? [{ from, to: days[index + 1] ?? 0 }] : [],
    ),
  );

/** Runs the pauses, and the extension before the one with this number; after the last one otherwise. */
function paused(list: Pause[], extendBefore: number): CaseClock {
  let clock = started;
  for (const [index, { from, to }] of list.entries()) {
    if (index === extendBefore) clock = run(clock, "extend", at(from - 0.5));
    clock = run(run(clock, "pause", at(from)), "resume", at(to));
  }
  return extendBefore >= list.length ? run(clock, "extend", at(45)) : clock;
}

describe("the legal clock", () => {
  test("suspensions and the extension commute: what was not counted is added, whenever it is extended", () => {
    fc.assert(
      fc.property(pauses, fc.nat(5), (list, extendBefore) => {
        const notCounted = list.reduce(
          (sum, { from, to }) => sum + daysBetween(calendar, at(from), at(to), "workingDay"),
          0,
        );
        const days = 20 + 10 + notCounted;
        const expected = deadlineAfter(calendar, friday, { days, unit: "workingDay" });
        const clock = paused(list, Math.min(extendBefore, list.length));
        expect(clock.dueAt).toBe(expected.dueAt);
        expect(clock.provisional ?? false).toBe(expected.provisional);
      }),
    );
  });

  test("reckoned anew with the same calendar stays as it is", () => {
    fc.assert(
      fc.property(pauses, (list) => {
        const clock = paused(list, 0);
        expect(run(clock, "recalculate", at(50))).toEqual(clock);
      }),
    );
  });

  test("looks before its deadline, then at it, then no more; a deadline that moves is warned of anew", () => {
    expect(started.lookAt).toBe("2026-10-19T15:59:59.999Z");
    const yellow = run(started, "warnYellow", at(30));
    expect([yellow.warned, yellow.lookAt]).toEqual(["yellow", started.dueAt]);
    const red = run(yellow, "warnRed", at(40));
    expect([red.warned, red.lookAt]).toEqual(["red", undefined]);
    expect(run(red, "pause", at(41)).warned).toBe("red");
    const longer = run(red, "extend", at(41));
    expect(longer.warned).toBeUndefined();
    expect((longer.lookAt ?? "") < (longer.dueAt ?? "")).toBe(true);
  });

  test("has the law's lengths: 20 and 10, joint 45 and 15, 5 to tell, 10 to deliver", () => {
    const dueAfter = (days: number) => deadlineAfter(calendar, friday, { days, unit: "workingDay" }).dueAt;
    expect(run(started, "extend", at(1)).dueAt).toBe(dueAfter(30));
    const joint = { ...item, legal: { days: 45, unit: "workingDay" as const } };
    const whole = runClock({ receivedAt: friday }, "start", friday, { item: joint, joint: true, calendar });
    expect(whole.dueAt).toBe(dueAfter(45));
    expect(runClock(whole, "extend", at(1), { item: joint, joint: true, calendar }).dueAt).toBe(dueAfter(60));
    expect(run({ receivedAt: friday }, "receive", friday).noticeDueAt).toBe(dueAfter(5));
    expect(run(started, "decide", friday).deliverDueAt).toBe(dueAfter(10));
    expect(run({ receivedAt: friday }, "ask", friday).answerDueAt).toBe(dueAfter(15));
  });

  test("tells the deadline of each phase, and none when all is over", () => {
    const asked = run({ receivedAt: friday }, "ask", friday);
    const decided = run(started, "decide", at(3));
    expect([started, asked, decided].map(nextDueAt)).toEqual([
      started.dueAt,
      asked.answerDueAt,
      decided.deliverDueAt,
    ]);
    expect(nextDueAt(run(decided, "stop", at(4)))).toBeUndefined();
    expect(nextDueAt(run(run(decided, "stop", at(4)), "reopen", at(5)))).toBe(decided.deliverDueAt);
    expect(run(asked, "stop", at(1))).toEqual({ receivedAt: friday, askedAt: friday, stoppedAt: at(1) });
  });

  test("a decision during a suspension ends it", () => {
    const decided = run(run(started, "pause", at(3)), "decide", at(10));
    expect(decided.pausedAt).toBeUndefined();
    expect(decided.pauses).toEqual([[at(3), at(10)]]);
  });
});
