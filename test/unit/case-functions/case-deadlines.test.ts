import { beforeEach, describe, expect, test } from "vitest";
import { runClock } from "#shared/cases/clock.ts";
import type { Actor, Command } from "#shared/cases/command.ts";
import { cases } from "#shared/cases/context.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import { runCommand } from "#shared/cases/run-command.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { calendarFrom } from "#shared/kernel/calendar/calendar-year.ts";
import { calendarEnds } from "#shared/kernel/calendar/working-days.ts";
import { capturedLogs } from "#test/support/captured-logs.ts";
import { memoryCaseStore } from "#test/support/memory-case-store.ts";
import {
  clerk,
  form,
  openSample,
  person,
  reviewer,
  system,
  thursday,
  traceparent,
} from "#test/unit/cases/samples.ts";
import { dueAction, logs, sweepDeadlines } from "../../../functions/cases/case-deadlines/case-deadlines.ts";

const procedures = [{ kind: "expertReview" as const, maxDays: 60 }];
/** The promise is as long as the law's limit, so that each step is one of both. */
const law = { ...openSample().item, promised: "20w", procedures };
const suspension = { kind: "expertReview", basis: "第四十五条", expectedDays: 5 } as const;
const notice = { materials: [{ materialId: "application", reason: "没有签字" }], fields: [] };

let now: string;
let world: {
  store: ReturnType<typeof memoryCaseStore>;
  calendar: () => Promise<typeof calendar>;
  now: () => string;
};
beforeEach(() => {
  now = thursday;
  world = { store: memoryCaseStore(), calendar: async () => calendar, now: () => now };
});

async function opened(index = 0): Promise<CaseHead> {
  const head = openSample({
    item: law,
    key: `key-${index}`,
    applicantId: `applicant-${index}`,
  });
  await world.store.write(head, { form, person });
  return head;
}

async function run(head: CaseHead, ...steps: [Command["action"], Actor, Partial<Command>?][]) {
  for (const [action, actor, more] of steps) {
    const result = await runCommand(world, head.caseNumber, { action, actor, traceparent, ...more });
    expect([action, result.kind]).toEqual([action, "done"]);
  }
}

const sweep = async (departments = ["1001", "1002"]) => (await sweepDeadlines(world, departments)).done;
const accepted = [
  ["passPreReview", clerk],
  ["accept", reviewer],
] as [Command["action"], Actor][];

describe("the law's own clock", () => {
  test("warns the day before a notice is due, then deems accepted: all of them, once, under double runs", async () => {
    const heads: CaseHead[] = [];
    for (let index = 0; index < 250; index += 1) heads.push(await opened(index));
    const [noticed, ...others] = heads as [CaseHead, ...CaseHead[]];
    await run(noticed, ["passPreReview", clerk], ["requestSupplement", clerk, { note: { notice } }]);

    expect(await sweep()).toEqual({});
    now = "2026-09-22T16:00:00.000Z";
    expect(await sweep(["1002"])).toEqual({});
    expect(await sweep()).toEqual({ markNearDue: 249 });
    expect(await sweep()).toEqual({});
    now = "2026-09-24T01:00:00.000Z";
    const both = await Promise.all([sweep(), sweep()]);
    expect(both.reduce((sum, { deemAccepted = 0 }) => sum + deemAccepted, 0)).toBe(249);
    expect(await sweep()).toEqual({});
    for (const { caseNumber } of others)
      expect(await world.store.read(caseNumber)).toMatchObject({
        state: "accepted",
        version: 3,
        clock: { startedAt: thursday, dueAt: "2026-10-21T15:59:59.999Z" },
      });
    expect(await world.store.read(noticed.caseNumber)).toMatchObject({ state: "supplementRequested" });
  });

  test("yellow three working days before, red after the due date, each once, assigned or not", async () => {
    const [assigned, unassigned] = [await opened(1), await opened(2)];
    await run(assigned, ...accepted, ["claim", reviewer]);
    await run(unassigned, ...accepted);
    // Accepted on Thursday 2026-09-17; 20 working days end on 2026-10-21.
    now = "2026-10-16T15:59:59.998Z";
    expect(await sweep()).toEqual({});
    now = "2026-10-17T01:00:00.000Z";
    expect(await sweep()).toEqual({ markNearDue: 4 });
    expect(await sweep()).toEqual({});
    now = "2026-10-22T01:00:00.000Z";
    expect(await sweep()).toEqual({ markOverdue: 4 });
    expect(await sweep()).toEqual({});
    expect((await world.store.read(assigned.caseNumber))?.clock.marks).toEqual({
      promise: "red",
      law: "red",
    });
  });

  test("late from the start, a case is marked late at once and not warned of before", async () => {
    const head = await opened();
    await run(head, ...accepted);
    now = "2026-11-30T01:00:00.000Z";
    expect(await sweep()).toEqual({ markOverdue: 2 });
  });

  test("a suspended case is asked for its announced end alone; resumed, its later deadline is warned of anew", async () => {
    const head = await opened();
    await run(head, ...accepted);
    now = "2026-10-17T01:00:00.000Z";
    expect(await sweep()).toEqual({ markNearDue: 2 });
    await run(head, ["suspend", reviewer, { note: { suspension } }]);
    now = "2026-10-22T01:00:00.000Z";
    expect(await sweep()).toEqual({});
    now = "2026-10-30T01:00:00.000Z";
    expect(await sweep()).toEqual({ markOverdue: 1 });
    await run(head, ["resume", reviewer]);
    const resumed = await world.store.read(head.caseNumber);
    expect(resumed?.clock.marks).toEqual({ suspension: "red" });
    expect(resumed?.clock.dueAt).toBe("2026-11-04T15:59:59.999Z");
    now = "2026-10-30T16:00:00.000Z";
    expect(await sweep()).toEqual({ markNearDue: 2 });
  });

  test("an unanswered supplement lapses after its time; advice that nobody follows stops no clock", async () => {
    const [asked, returned] = [await opened(1), await opened(2)];
    const service = {
      document: "notice" as const,
      way: "electronic" as const,
      servedOn: "2026-09-17",
      servedAt: "23:59",
      place: "我的消息",
      receiver: "self" as const,
      server: "平台",
    };
    await run(
      asked,
      ["passPreReview", clerk],
      ["requestSupplement", clerk, { note: { notice } }],
      ["recordService", system, { note: { service } }],
    );
    await run(returned, ["returnForChange", clerk, { note: { reason: "照片不清" } }]);
    now = "2026-10-14T15:59:59.000Z";
    expect(await sweep()).toEqual({ deemAccepted: 1 });
    expect(await world.store.read(returned.caseNumber)).toMatchObject({ clock: { startedAt: thursday } });
    now = "2026-10-14T16:00:00.000Z";
    expect(await sweep()).toEqual({ lapse: 1 });
    expect(await world.store.read(asked.caseNumber)).toMatchObject({ state: "terminated" });
  });

  test("a decision that is not on its way is warned of too", async () => {
    const head = await opened();
    await run(head, ...accepted, ["approve", reviewer]);
    expect((await world.store.read(head.caseNumber))?.clock.deliverDueAt).toBe("2026-10-08T15:59:59.999Z");
    now = "2026-09-29T01:00:00.000Z";
    expect(await sweep()).toEqual({ markNearDue: 1 });
    now = "2026-10-09T01:00:00.000Z";
    expect(await sweep()).toEqual({ markOverdue: 1 });
    await run(head, ["handOver", system]);
    expect(await sweep()).toEqual({});
  });

  test("originals on their way make nothing late", async () => {
    const head = openSample({ item: { ...law, originals: true } });
    await world.store.write(head, { form, person });
    now = "2026-11-30T01:00:00.000Z";
    expect(await sweep()).toEqual({});
    await run(head, ["receiveOriginals", system]);
    now = "2026-12-10T01:00:00.000Z";
    expect(await sweep()).toEqual({ deemAccepted: 1 });
    expect((await world.store.read(head.caseNumber))?.clock.startedAt).toBe("2026-11-30T01:00:00.000Z");
  });

  test("a new year of the calendar makes provisional deadlines firm, once", async () => {
    now = "2026-12-18T01:00:00.000Z";
    const head = openSample({ item: law }, now);
    await world.store.write(head, { form, person });
    await run(head, ...accepted);
    expect(await world.store.read(head.caseNumber)).toMatchObject({
      clock: { provisional: true, dueAt: "2027-01-18T15:59:59.999Z" },
    });
    expect(await sweep()).toEqual({});
    // Made up: the notice for 2027 is not known here.
    const invented = {
      year: 2027,
      source: "made up for this test",
      holidays: ["2027-01-01", "2027-01-04"],
      workdays: ["2027-01-09"],
    };
    const known = [2025, 2026].map((year) => ({
      year,
      source: "shipped",
      holidays: [...calendar.holidays].filter((day) => day.startsWith(`${year}`)),
      workdays: [...calendar.workdays].filter((day) => day.startsWith(`${year}`)),
    }));
    const imported = calendarFrom([...known, invented]);
    world.calendar = async () => imported;
    expect(await sweep()).toEqual({ recalculate: 1 });
    expect(await sweep()).toEqual({});
    const firm = await world.store.read(head.caseNumber);
    // One holiday more on a weekday than a plain calendar knows, and one Saturday worked.
    expect(firm).toMatchObject({ calendar: imported.edition, clock: { dueAt: "2027-01-18T15:59:59.999Z" } });
    expect(firm?.clock.provisional).toBeUndefined();
  });

  test("stops when its time is over, and goes on with other departments the hour after", async () => {
    await opened();
    now = "2026-09-24T01:00:00.000Z";
    expect(await sweepDeadlines(world, ["1001"], () => false)).toMatchObject({ departments: 0, looked: 0 });
    expect(await sweepDeadlines(world, ["1001"])).toMatchObject({
      departments: 1,
      done: { deemAccepted: 1 },
    });
  });

  test("reads a case that is due once, and at half the price", async () => {
    const { caseNumber } = await opened();
    const { store } = world;
    const reads: unknown[] = [];
    world.store = {
      ...store,
      read: (...asked) => {
        reads.push(asked);
        return store.read(...asked);
      },
    };
    now = "2026-09-24T01:00:00.000Z";
    expect(await sweep()).toEqual({ deemAccepted: 1 });
    expect(reads).toEqual([[caseNumber, { maybeOlder: true }]]);
  });

  test("asks nothing of a case that has ended or is with the courier", () => {
    const head = openSample({ item: law });
    const clock = runClock(head.clock, { effect: "stop" }, thursday, { item: law, calendar });
    const ended = { ...head, state: "delivering" as const, clock };
    expect(dueAction(ended, "2030-01-01T00:00:00.000Z", calendar)).toBeUndefined();
  });
});

const logged = capturedLogs();

describe("the figures of cases", () => {
  test("say how many are in hand and how many of them are late, of the whole district alone", async () => {
    const [one] = [await opened(1), await opened(2)];
    await run(one as CaseHead, ...accepted);
    now = "2026-12-01T01:00:00.000Z";
    await sweep();
    now = "2027-03-01T01:00:00.000Z";
    await sweep();
    const found = logged.flatMap((line) => {
      const [, facts] = line as [string, Record<string, unknown>];
      return facts.code === logs.figures.code ? [facts] : [];
    });
    expect(found.map(({ casesInHand }) => casesInHand)).toEqual([2, 2]);
    expect(found[1]).toMatchObject({ casesOverdue: 2 });
    const { _aws, code, ...figures } = found[1] ?? {};
    expect(_aws).toMatchObject({
      CloudWatchMetrics: [
        { Dimensions: [[]], Metrics: Object.keys(figures).map((Name) => ({ Name, Unit: "Count" })) },
      ],
    });
    expect(Object.keys(figures)).toEqual(
      Object.keys(cases.functions["case-deadlines"]?.sweep?.figures ?? {}),
    );
  });
});

describe("the calendar's end", () => {
  test.each([
    ["2026-12-01T15:59:59.999Z", false],
    ["2026-12-01T16:00:00.000Z", true],
    ["2027-01-15T02:00:00.000Z", true],
  ])("is announced thirty days before and from then on: at %s %s", (now, soon) => {
    expect(calendarEnds({ coveredTo: "2026-12-31" }, now)).toBe(soon);
  });

  test("is logged by each sweep under the code that the alarm waits for, and not before", async () => {
    const rings = cases.functions["case-deadlines"]?.sweep?.rings ?? {};
    expect(Object.keys(rings)).toEqual([logs.calendarEnds.code]);
    const sweepAt = (now: string) =>
      sweepDeadlines({ store: memoryCaseStore(), calendar: async () => calendar, now: () => now }, []);
    await sweepAt(thursday);
    expect(JSON.stringify(logged)).not.toContain(logs.calendarEnds.code);
    await sweepAt(`${calendar.coveredTo.slice(0, 4)}-12-20T02:00:00.000Z`);
    expect(logged).toContainEqual([
      logs.calendarEnds.text,
      { code: logs.calendarEnds.code, coveredTo: calendar.coveredTo },
    ]);
  });
});
