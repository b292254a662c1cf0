import { describe, expect, test } from "vitest";
import type { CaseClock } from "#shared/cases/case.ts";
import { nextDueAt } from "#shared/cases/case.ts";
import { runClock } from "#shared/cases/clock.ts";
import type { ClockEffect, ClockStep } from "#shared/cases/milestones.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { deadlineAfter, endOfDay } from "#shared/kernel/calendar/working-days.ts";
import { openSample } from "./samples.ts";

const { item } = openSample();
const tenDays = "10w";
const friday = "2026-09-18T01:00:00.000Z";
const at = (days: number): string => new Date(Date.parse(friday) + days * 86_400_000).toISOString();

type World = { calendar: typeof calendar } & Partial<typeof item> & Omit<ClockStep, "effect">;
const run = (
  clock: CaseClock,
  effect: ClockEffect,
  now: string,
  { calendar: table = calendar, limit, expected, ...own }: Partial<World> = {},
): CaseClock =>
  runClock(clock, { effect, limit, expected }, now, {
    item: { ...item, extension: tenDays, ...own },
    calendar: table,
  });
const received: CaseClock = { receivedAt: friday };
const started = run(received, "start", friday);
const dueAfter = (days: number, from = friday) =>
  deadlineAfter(calendar, from, { days, unit: "workingDay" }).dueAt;

describe("the clock of each phase", () => {
  test("tells 5 working days for the notice, from when the documents are there", () => {
    const here = run(received, "receive", friday);
    expect([here.noticeDueAt, nextDueAt(here)]).toEqual([dueAfter(5), dueAfter(5)]);
    expect(here.nextCheckAt).toBe(dueAfter(4));
    const underWay = run({ receivedAt: at(-3), waiting: true }, "receive", at(-3));
    expect([underWay.waiting, underWay.nextCheckAt]).toEqual([true, undefined]);
    expect(run(underWay, "originals", friday)).toEqual(here);
  });

  test("gives the applicant 15, without a warning before, and begins again with the answer", () => {
    const asked = run(run(received, "receive", friday), "ask", at(3));
    expect([asked.answerDueAt, asked.noticeDueAt]).toEqual([dueAfter(15, at(3)), undefined]);
    expect([nextDueAt(asked), asked.nextCheckAt]).toEqual([asked.answerDueAt, asked.answerDueAt]);
    expect(run(asked, "receive", at(6))).toEqual(run({ receivedAt: at(6) }, "receive", at(6)));
    expect(run(asked, "stop", at(4))).toEqual({ receivedAt: friday, askedAt: at(3), stoppedAt: at(4) });
  });

  test("runs 20 from acceptance, and from receipt when nobody accepted in time", () => {
    const accepted = run(received, "start", at(4));
    expect([accepted.dueAt, nextDueAt(accepted)]).toEqual([dueAfter(20, at(4)), dueAfter(5, at(4))]);
    const deemed = run(received, "startAtReceipt", at(6));
    expect([deemed.startedAt, deemed.dueAt]).toEqual([friday, "2026-10-22T15:59:59.999Z"]);
    expect(run(started, "extend", at(1)).dueAt).toBe(dueAfter(30));
  });

  test("runs 45 and 15 for a joint matter", () => {
    const legal = "45w";
    const joint = { legal, extension: "15w" };
    const whole = run(received, "start", friday, joint);
    expect(whole.dueAt).toBe(dueAfter(45));
    expect(run(whole, "extend", at(1), joint).dueAt).toBe(dueAfter(60));
  });

  test("leaves 10 for the delivery, which end with it and go on when it fails", () => {
    const decided = run(started, "decide", at(3));
    expect([decided.deliverDueAt, nextDueAt(decided)]).toEqual([dueAfter(10, at(3)), dueAfter(10, at(3))]);
    expect(decided.dueAt).toBe(started.dueAt);
    const handedOver = run(decided, "stop", at(4));
    expect([nextDueAt(handedOver), handedOver.nextCheckAt]).toEqual([undefined, undefined]);
    expect(run(handedOver, "reopen", at(8))).toEqual(decided);
  });

  test.each([
    [20, 3],
    [10, 3],
    [9, 1],
    [3, 1],
    [2, 0],
  ])("with %i days warns %i working days before, then at the end, then no more", (days, before) => {
    const legal = `${days}w`;
    // One limit of the two, so that the other one's warnings are out of the way.
    const world = { legal, promised: legal, limit: "law" as const };
    const promiseBroken = run(run(received, "start", friday, world), "warnRed", at(1), {
      ...world,
      limit: "promise",
    });
    expect([promiseBroken.dueAt, promiseBroken.nextCheckAt]).toEqual([
      dueAfter(days),
      dueAfter(days - before),
    ]);
    const yellow = run(promiseBroken, "warnYellow", at(1), world);
    expect([yellow.marks, yellow.nextCheckAt]).toEqual([{ promise: "red", law: "yellow" }, yellow.dueAt]);
    expect(run(yellow, "warnRed", at(2), world).nextCheckAt).toBeUndefined();
  });

  test("moves with a new calendar, which is warned of anew, and becomes firm", () => {
    const from = "2026-12-18T01:00:00.000Z";
    const next = { calendar: { ...calendar, coveredTo: "2027-12-31" } };
    const newYear = new Set([...calendar.holidays, "2027-01-01"]);
    const withHoliday = { calendar: { ...next.calendar, holidays: new Set([...newYear, "2027-01-04"]) } };
    const law = { limit: "law" as const };
    const early = run(run({ receivedAt: from }, "start", from), "warnYellow", at(110), law);
    expect(early).toMatchObject({
      provisional: true,
      dueAt: endOfDay("2027-01-18"),
      marks: { law: "yellow" },
    });
    const { provisional: _now, ...firm } = early;
    expect(run(early, "recalculate", at(111), { calendar: { ...next.calendar, holidays: newYear } })).toEqual(
      firm,
    );
    const moved = run(early, "recalculate", at(111), withHoliday);
    expect([moved.dueAt, moved.marks, moved.provisional]).toEqual([
      endOfDay("2027-01-19"),
      undefined,
      undefined,
    ]);
  });
});

describe("suspensions", () => {
  test("within one day cost no day; over midnight in Shanghai they do", () => {
    const over = (from: string, to: string) =>
      run(run(started, "pause", from), "resume", to).dueAt === started.dueAt;
    expect(over("2026-09-20T16:00:00.000Z", "2026-09-21T15:59:59.999Z")).toBe(true);
    expect(over("2026-09-21T15:59:59.999Z", "2026-09-21T16:00:00.000Z")).toBe(false);
    // The festival's days are not counted anyway.
    expect(over("2026-09-30T08:00:00.000Z", "2026-10-07T15:59:59.999Z")).toBe(true);
  });

  test("are over with a decision", () => {
    const decided = run(run(started, "pause", at(3)), "decide", at(10));
    expect(decided).toMatchObject({ pauses: [[at(3), at(10)]], deliverDueAt: dueAfter(10, at(10)) });
    expect(decided.pausedAt).toBeUndefined();
    expect(decided.dueAt).toBe(run(run(started, "pause", at(3)), "resume", at(10)).dueAt);
  });
});
