import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CaseClock, clockSchema, nextDueAt } from "#shared/cases/case.ts";
import { runClock } from "#shared/cases/clock.ts";
import type { ClockEffect } from "#shared/cases/milestones.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import {
  type Calendar,
  daysBetween,
  deadlineAfter,
  endOfDay,
  type Limit,
  limitCode,
} from "#shared/kernel/calendar/working-days.ts";
import { openSample } from "./samples.ts";

const { item } = openSample();
const friday = "2026-09-18T01:00:00.000Z";
const dayMs = 86_400_000;
const at = (days: number): string => new Date(Date.parse(friday) + days * dayMs).toISOString();

type DayLimit = Exclude<Limit, { months: number }>;
type World = { calendar: Calendar; legal: DayLimit; extension: number; limit: "promise" | "law" };
const promised: DayLimit = { days: 5, unit: "workingDay" };
const run = (clock: CaseClock, effect: ClockEffect, now: string, world: World): CaseClock => {
  const { legal, extension, limit, calendar: table } = world;
  const expected = { days: 5, unit: "workingDay" as const };
  // Warnings are of the limit that runs; of two for the decision, of the one that this world says.
  const named = clock.decidedAt ? "delivery" : clock.startedAt ? limit : clock.askedAt ? "answer" : "notice";
  return runClock(clock, { effect, limit: named, expected }, now, {
    item: {
      ...item,
      legal: limitCode(legal),
      promised: limitCode(promised),
      extension: limitCode({ days: extension, unit: legal.unit }),
    },
    calendar: table,
  });
};
const received: CaseClock = { receivedAt: friday };

const dates = fc
  .uniqueArray(fc.nat(200), { maxLength: 40 })
  .map((days) => days.map((day) => at(day).slice(0, 10)));
const calendars: fc.Arbitrary<Calendar> = fc.oneof(
  fc.constant(calendar),
  fc.record({ off: dates, on: dates }).map(({ off, on }) => ({
    edition: "random",
    coveredTo: "2026-12-31",
    holidays: new Set(off),
    workdays: new Set(on),
  })),
);
const worlds: fc.Arbitrary<World> = fc.record({
  calendar: calendars,
  extension: fc.constantFrom(10, 15),
  limit: fc.constantFrom("promise" as const, "law" as const),
  legal: fc.record({
    days: fc.integer({ min: 1, max: 60 }),
    unit: fc.constantFrom("workingDay" as const, "calendarDay" as const),
  }),
});

type Pause = [from: string, to: string];
/** Suspensions one after the other, at any millisecond, several in one day among them. */
const suspensions: fc.Arbitrary<Pause[]> = fc
  .uniqueArray(fc.oneof(fc.integer({ min: 1, max: 60 * dayMs }), fc.integer({ min: 1, max: 2 * dayMs })), {
    maxLength: 12,
  })
  .map((list) => list.toSorted((a, b) => a - b).map((ms) => at(ms / dayMs)))
  .map((list) =>
    list.flatMap((from, index): Pause[] => {
      const to = list[index + 1];
      return index % 2 === 0 && to !== undefined ? [[from, to]] : [];
    }),
  );

/** Runs the suspensions, with the extension before the one of this number, after the last one, or never. */
function suspended(world: World, list: Pause[], extendBefore: number | undefined): CaseClock {
  let clock = run(received, "start", friday, world);
  for (const [index, [from, to]] of list.entries()) {
    if (index === extendBefore) clock = run(clock, "extend", from, world);
    clock = run(run(clock, "pause", from, world), "resume", to, world);
  }
  return list.length === extendBefore ? run(clock, "extend", at(60), world) : clock;
}

describe("suspensions and the extension", () => {
  const daysOf = ({ calendar: table, legal: { unit } }: World, list: Pause[]) =>
    list.reduce((sum, [from, to]) => sum + daysBetween(table, from, to, unit), 0);

  test("add the days that were not counted, and give the same clock in every order", () => {
    fc.assert(
      fc.property(worlds, suspensions, (world, list) => {
        const { legal, extension } = world;
        const extended = { ...legal, days: legal.days + extension + daysOf(world, list) };
        const expected = deadlineAfter(world.calendar, friday, extended);
        const orders = Array.from({ length: list.length + 1 }, (_, index) => suspended(world, list, index));
        for (const clock of orders) expect(clock).toEqual(orders[0]);
        expect(orders[0]?.dueAt).toBe(expected.dueAt);
        const [first] = orders;
        const isBeyond = [expected.dueAt, first?.promisedDueAt ?? ""].some(
          (dueAt) => dueAt > endOfDay(world.calendar.coveredTo),
        );
        expect(first?.provisional ?? false).toBe(isBeyond);
      }),
    );
  });

  test("move the promised deadline by the suspensions alone", () => {
    fc.assert(
      fc.property(worlds, suspensions, fc.boolean(), (world, list, extended) => {
        const clock = suspended(world, list, extended ? 0 : undefined);
        const { unit } = promised;
        const days = list.reduce(
          (sum, [from, to]) => sum + daysBetween(world.calendar, from, to, unit),
          promised.days,
        );
        expect(clock.promisedDueAt).toBe(deadlineAfter(world.calendar, friday, { days, unit }).dueAt);
        if (extended) return;
        const legal = { ...world.legal, days: world.legal.days + daysOf(world, list) };
        expect(clock.dueAt).toBe(deadlineAfter(world.calendar, friday, legal).dueAt);
      }),
    );
  });
});

const warnings: ClockEffect[] = ["warnYellow", "warnRed"];
const warningsLeft = { none: warnings, yellow: ["warnRed"], red: [] } as const;
const markOf = ({ marks = {}, decidedAt, startedAt, askedAt }: CaseClock, { limit }: World) =>
  marks[decidedAt ? "delivery" : startedAt ? limit : askedAt ? "answer" : "notice"];

/** What the lifecycle lets happen next. */
function possible(clock: CaseClock, world: World): ClockEffect[] {
  const { stoppedAt, decidedAt, pausedAt, startedAt, askedAt, waiting, extension } = clock;
  if (stoppedAt) return decidedAt ? ["recalculate", "reopen"] : ["recalculate"];
  const warn = warningsLeft[markOf(clock, world) ?? "none"];
  if (decidedAt) return ["recalculate", "stop", ...warn];
  if (pausedAt) return ["recalculate", "stop", "resume", "decide"];
  if (startedAt)
    return ["recalculate", "stop", "pause", "decide", ...warn, ...(extension ? [] : (["extend"] as const))];
  if (waiting) return ["recalculate", "stop", "originals", "ask", "receive"];
  if (askedAt) return ["recalculate", "stop", "receive", ...warn];
  return ["recalculate", "stop", "receive", "ask", "start", "startAtReceipt", ...warn];
}

describe("a clock, whatever happens to it", () => {
  type Step = { before: CaseClock; effect: ClockEffect; after: CaseClock; now: string };
  const choices = fc.array(fc.tuple(fc.nat(), fc.oneof(fc.nat(3 * 3_600_000), fc.nat(12 * dayMs))), {
    maxLength: 25,
  });

  /** Plays any way that the lifecycle allows, and looks at each step of it. */
  const onEveryWay = (look: (step: Step, world: World) => void) =>
    fc.assert(
      fc.property(worlds, fc.boolean(), choices, (world, waiting, list) => {
        let now = friday;
        let before = run({ receivedAt: now, ...(waiting && { waiting }) }, "receive", now, world);
        for (const [choice, gap] of list) {
          now = new Date(Date.parse(now) + gap).toISOString();
          const effects = possible(before, world);
          const effect = effects[choice % effects.length] ?? "recalculate";
          const after = run(before, effect, now, world);
          look({ before, effect, after, now }, world);
          before = after;
        }
      }),
    );

  test("reckoned anew with the same calendar it stays as it is, and can be stored", () => {
    onEveryWay(({ after, now }, world) => {
      expect(run(after, "recalculate", now, world)).toEqual(after);
      expect(clockSchema.parse(after)).toEqual(after);
    });
  });

  test("it looks at its deadline or before, and only while somebody's time runs", () => {
    onEveryWay(({ after }, world) => {
      const { stoppedAt, waiting, pausedAt, decidedAt, startedAt, marks = {}, nextCheckAt } = after;
      const isDeciding = startedAt && !decidedAt;
      const mark = markOf(after, world);
      // Of the decision's two limits the other one is never warned of here.
      const isSilent = stoppedAt || waiting || (!isDeciding && mark === "red");
      expect(nextCheckAt === undefined).toBe(Boolean(isSilent));
      if (!nextCheckAt) return;
      const latest = [after.promisedDueAt, after.dueAt, nextDueAt(after)]
        .filter((dueAt) => dueAt)
        .sort()
        .at(-1);
      expect(nextCheckAt <= (latest ?? "")).toBe(true);
      if (pausedAt && !decidedAt) expect(nextCheckAt <= (after.pausedUntil ?? "")).toBe(true);
      else if (!isDeciding && mark === "yellow") expect(nextCheckAt).toBe(nextDueAt(after));
      expect(Object.keys(marks).every((name) => name !== "suspension")).toBe(true);
    });
  });

  test("a yellow mark goes with the deadline that it was given of; a red one stays, whatever comes", () => {
    const dueOf = (clock: CaseClock) => ({
      notice: clock.noticeDueAt,
      answer: clock.answerDueAt,
      promise: clock.promisedDueAt,
      law: clock.dueAt,
      delivery: clock.deliverDueAt,
    });
    onEveryWay(({ before, effect, after }, world) => {
      if (warnings.includes(effect)) expect(markOf(after, world)).toBeDefined();
      for (const [name, mark] of Object.entries(before.marks ?? {})) {
        const limit = name as keyof ReturnType<typeof dueOf>;
        if (mark === "red") expect(after.marks?.[limit]).toBe("red");
        else if (!warnings.includes(effect)) {
          const isSame = dueOf(before)[limit] === dueOf(after)[limit];
          expect(after.marks?.[limit]).toBe(isSame ? "yellow" : undefined);
        }
      }
    });
  });
});
