import { describe, expect, test } from "vitest";
import { nextDueAt } from "#shared/cases/case.ts";
import type { Actor, Command } from "#shared/cases/command.ts";
import { decide } from "#shared/cases/decide.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { dayOf, deadlineAfter, type Limit } from "#shared/kernel/calendar/working-days.ts";
import { dueAction } from "../../../functions/cases/case-deadlines/case-deadlines.ts";
import { citizen, clerk, openSample, reviewer, supervisor, system, traceparent } from "./samples.ts";

// Computed by hand from the State Council's notices for 2025 and 2026; `+20w` is 20 working days, `+10n` 10 natural
// days, `+6m` 6 months. Days in Shanghai, at 10:00 unless a time stands there.
const limitIn = (text: string): Limit => {
  const count = Number(text.slice(1, -1));
  if (text.endsWith("m")) return { months: count, unit: "month" as const };
  return { days: count, unit: text.endsWith("w") ? "workingDay" : "calendarDay" };
};
const instant = (text: string): string =>
  new Date(`${text.includes("T") ? text : `${text}T10:00`}:00+08:00`).toISOString();

describe("a day and a limit make the last day", () => {
  const examples = `
    2026-09-18 +5w 2026-09-24 · 2026-09-18 +20w 2026-10-22 · 2026-09-30 +5w 2026-10-13 · 2026-10-03 +5w 2026-10-13
    2026-10-07T23:59 +1w 2026-10-08 · 2026-10-08T00:00 +1w 2026-10-09 · 2026-02-13 +5w 2026-02-27
    2026-02-14 +20w 2026-03-20 · 2026-02-15 +10w 2026-03-06 · 2025-12-31 +5w 2026-01-08 · 2026-04-30 +5w 2026-05-11
    2026-06-18 +3w 2026-06-24 · 2026-09-24 +1w 2026-09-28 · 2025-01-24 +5w 2025-02-07 · 2025-09-26 +10w 2025-10-16
    2026-10-11 +5w 2026-10-16 · 2026-05-08 +1w 2026-05-09 · 2026-05-09 +1w 2026-05-11 · 2028-02-28 +1w 2028-02-29
    2026-12-24 +5w 2026-12-31 · 2026-01-01 +1w 2026-01-04 · 2026-01-03 +3w 2026-01-06 · 2025-12-26 +10w 2026-01-12
    2026-02-28 +5w 2026-03-06 · 2026-04-03 +3w 2026-04-09 · 2026-05-01 +10w 2026-05-18 · 2026-05-09 +15w 2026-05-29
    2026-06-17 +5w 2026-06-25 · 2026-06-19 +1w 2026-06-22 · 2026-07-31 +20w 2026-08-28 · 2026-09-19 +5w 2026-09-24
    2026-09-25 +1w 2026-09-28 · 2026-09-30 +45w 2026-12-08 · 2026-10-10 +10w 2026-10-23 · 2025-05-30 +5w 2025-06-09
    2025-10-01 +20w 2025-11-04 · 2025-04-27 +3w 2025-04-30 · 2026-12-31 +5w 2027-01-08 · 2027-04-30 +1w 2027-05-03

    2026-10-03 +0w 2026-10-08 · 2026-02-15 +0w 2026-02-24 · 2026-05-09 +0w 2026-05-09 · 2026-10-11 +0w 2026-10-12
    2026-11-27 +0w 2026-11-27 · 2026-10-07T23:59 +0w 2026-10-08 · 2026-10-11T23:59 +0w 2026-10-12

    2026-09-20 +10n 2026-09-30 · 2026-09-25 +10n 2026-10-08 · 2026-02-01 +15n 2026-02-24 · 2026-10-31 +30n 2026-11-30
    2026-11-21 +15n 2026-12-07 · 2026-01-31 +1n 2026-02-02 · 2026-02-06 +10n 2026-02-24 · 2026-02-13 +1n 2026-02-14
    2026-04-20 +15n 2026-05-06 · 2026-06-09 +10n 2026-06-22 · 2026-08-01 +30n 2026-08-31 · 2026-09-10 +15n 2026-09-28
    2026-09-11 +20n 2026-10-08 · 2025-09-21 +10n 2025-10-09 · 2026-05-28 +60n 2026-07-27

    2026-01-31 +1m 2026-02-28 · 2026-03-31 +6m 2026-09-30 · 2025-12-31 +2m 2026-02-28 · 2026-04-01 +6m 2026-10-08
    2026-08-15 +1m 2026-09-15 · 2026-11-30 +3m 2027-03-01 · 2028-01-31 +1m 2028-02-29`
    .split(/·|\n/)
    .map((example) => example.trim().split(" "))
    .filter((example) => example.length === 3);

  test.each(examples as [string, string, string][])("%s %s %s", (from, limit, expected) => {
    const { dueAt, provisional } = deadlineAfter(calendar, instant(from), limitIn(limit));
    expect(dayOf(dueAt)).toBe(expected);
    expect(dueAt).toBe(instant(`${expected}T23:59`).replace("59:00.000", "59:59.999"));
    expect(provisional).toBe(expected > "2026-12-31");
  });

  test("beyond the calendar a day is firm until the last day that is known", () => {
    const provisional = (from: string, limit: string) =>
      deadlineAfter(calendar, instant(from), limitIn(limit)).provisional;
    expect(provisional("2026-12-24", "+5w")).toBe(false);
    expect(provisional("2026-12-30", "+20w")).toBe(true);
    expect(provisional("2026-12-25", "+10n")).toBe(true);
  });
});

type Step = [when: string, action: Command["action"] | "sweep", actor?: Actor, note?: Command["note"]];
const working = (days: number): Limit => ({ days, unit: "workingDay" });
const procedures = [{ kind: "expertReview" as const, maxDays: 60 }];
const usual = { legal: working(20), promised: working(5), extension: working(10), procedures };
const suspension = (expectedDays: number) => ({
  reason: "专家评审",
  suspension: { kind: "expertReview" as const, basis: "《行政许可法》第四十五条", expectedDays },
});

/** Plays steps on a case; what is refused is listed and changes nothing. */
function play(received: string, item: Partial<CaseHead["item"]>, steps: Step[]) {
  let head = openSample({ item: { ...openSample().item, ...usual, ...item } }, instant(received));
  const refused: string[] = [];
  const swept: string[] = [];
  const take = (action: Command["action"], actor: Actor, at: string, note: Command["note"] = {}) => {
    const result = decide(head, { action, actor, note, traceparent }, at, calendar);
    if ("record" in result) head = result.record;
    else
      refused.push(
        `${action}: ${result.refused.kind === "guard" ? result.refused.guard : result.refused.kind}`,
      );
  };
  for (const [when, action, actor = reviewer, note] of steps) {
    const at = instant(when);
    if (action !== "sweep") take(action, actor, at, note);
    else
      for (let due = dueAction(head, at, calendar); due; due = dueAction(head, at, calendar)) {
        swept.push(due.limit ? `${due.action} ${due.limit}` : due.action);
        take(due.action, system, at, due.limit && { limit: due.limit });
      }
  }
  const day = (at: string | undefined) => at && dayOf(at);
  const { clock, state } = head;
  return {
    head,
    state,
    refused,
    swept,
    marks: clock.marks,
    start: day(clock.startedAt),
    law: day(clock.dueAt),
    promise: day(clock.promisedDueAt),
    notice: day(clock.noticeDueAt),
    answer: day(clock.answerDueAt),
    delivery: day(clock.deliverDueAt),
    next: day(nextDueAt(clock)),
  };
}
const accepted = (day: string): Step[] => [
  ["2026-09-18T11:00", "passPreReview", clerk],
  [day, "accept"],
];
/** Received on the day on which it is accepted. */
const acceptedOn = (day: string, item: Partial<CaseHead["item"]>, ...steps: Step[]) =>
  play(day, item, [[day, "passPreReview", clerk], [day, "accept"], ...steps]);

describe("before acceptance (行政许可法 Art. 32)", () => {
  test("the notice is due after five working days; the sweep warns before and deems after", () => {
    expect(play("2026-09-18", {}, [])).toMatchObject({ notice: "2026-09-24", next: "2026-09-24" });
    expect(play("2026-09-18", {}, [["2026-09-24T23:00", "sweep"]])).toMatchObject({
      state: "submitted",
      swept: ["markNearDue notice"],
    });
    const deemed = play("2026-09-18", {}, [["2026-09-25T00:30", "sweep"]]);
    expect(deemed).toMatchObject({ state: "accepted", start: "2026-09-18", law: "2026-10-22" });
    expect(deemed.swept[0]).toBe("deemAccepted");
  });

  test("accepted in time the clock starts with acceptance", () => {
    expect(play("2026-09-18", {}, accepted("2026-09-21"))).toMatchObject({
      law: "2026-10-26",
      promise: "2026-09-29",
      next: "2026-09-29",
    });
  });

  test.each(["2026-09-25T00:00", "2026-09-28", "2026-10-09"])(
    "accepted late, on %s, it starts with receipt, and nothing can be asked or refused any more",
    (day) => {
      const late = play("2026-09-18", {}, [
        ["2026-09-18T11:00", "passPreReview", clerk],
        [day, "requestSupplement", reviewer, { notice: { materials: [], fields: [] } }],
        [day, "refuse", reviewer, { reason: "不属于本机关" }],
        [day, "accept"],
      ]);
      expect(late.refused).toEqual(["requestSupplement: noticeLimitRuns", "refuse: noticeLimitRuns"]);
      expect(late).toMatchObject({ state: "accepted", start: "2026-09-18", law: "2026-10-22" });
    },
  );

  test("a notice leaves fifteen working days; the answer begins anew, silence lapses", () => {
    const notice = { notice: { materials: [], fields: [] } };
    const asked: Step[] = [
      ["2026-09-18T11:00", "passPreReview", clerk],
      ["2026-09-23", "requestSupplement", reviewer, notice],
    ];
    expect(play("2026-09-18", {}, asked)).toMatchObject({ answer: "2026-10-21", next: "2026-10-21" });
    const answered: Step[] = [...asked, ["2026-10-20", "supplement", citizen]];
    expect(play("2026-09-18", {}, answered)).toMatchObject({ notice: "2026-10-27" });
    expect(play("2026-09-18", {}, [...answered, ["2026-10-28T00:30", "sweep"]])).toMatchObject({
      state: "accepted",
      start: "2026-10-20",
    });
    expect(play("2026-09-18", {}, [...asked, ["2026-10-21T23:59", "sweep"]]).state).toBe(
      "supplementRequested",
    );
    expect(play("2026-09-18", {}, [...asked, ["2026-10-22T00:30", "sweep"]])).toMatchObject({
      state: "terminated",
      swept: ["lapse"],
      next: undefined,
    });
  });

  test("originals are received where they are expected, once", () => {
    const online = play("2026-09-18", {}, [
      ["2026-09-24", "receiveOriginals", clerk],
      ["2026-09-28", "receiveOriginals", clerk],
    ]);
    expect(online.refused).toEqual([
      "receiveOriginals: originalsExpected",
      "receiveOriginals: originalsExpected",
    ]);
    expect(online.notice).toBe("2026-09-24");
    const byCourier = play("2026-09-18", { originals: true }, [
      ["2026-09-24", "receiveOriginals", system],
      ["2026-09-28", "receiveOriginals", clerk],
    ]);
    expect(byCourier).toMatchObject({
      notice: "2026-10-09",
      refused: ["receiveOriginals: originalsExpected"],
    });
  });

  test("the first return is advice and stops no clock; what follows is the one-time notice", () => {
    const twice = play("2026-09-18", {}, [
      ["2026-09-21", "returnForChange", clerk, { reason: "照片不清" }],
      ["2026-09-22", "resubmit", citizen],
      ["2026-09-22", "returnForChange", clerk, { reason: "地址不全" }],
      ["2026-09-22", "requestSupplement", clerk, { notice: { materials: [], fields: [] } }],
    ]);
    expect(twice).toMatchObject({
      state: "supplementRequested",
      refused: ["returnForChange: notAdvisedYet"],
    });
    const returned: Step[] = [["2026-09-21", "returnForChange", clerk, { reason: "照片不清" }]];
    expect(play("2026-09-18", {}, returned)).toMatchObject({ state: "returned", notice: "2026-09-24" });
    expect(play("2026-09-18", {}, [...returned, ["2026-09-22", "resubmit", citizen]]).notice).toBe(
      "2026-09-24",
    );
    expect(play("2026-09-18", {}, [...returned, ["2026-09-25", "sweep"]])).toMatchObject({
      state: "accepted",
      start: "2026-09-18",
    });
    const late: Step[] = [["2026-09-25", "returnForChange", clerk, { reason: "照片不清" }]];
    expect(play("2026-09-18", {}, late).refused).toEqual(["returnForChange: noticeLimitRuns"]);
  });

  test("nothing is deemed, and nothing lapses, on a day that may still move", () => {
    const notice = { notice: { materials: [], fields: [] } };
    expect(play("2026-12-28", {}, [["2027-03-01", "sweep"]])).toMatchObject({
      state: "submitted",
      swept: [],
    });
    expect(
      play("2026-12-18", {}, [
        ["2026-12-21", "requestSupplement", clerk, notice],
        ["2027-03-01", "sweep"],
      ]),
    ).toMatchObject({ state: "supplementRequested", answer: "2027-01-12", swept: [] });
  });
});

describe("the decision: law and promise", () => {
  test.each([
    ["2026-10-12", 5, [["2026-10-14", "2026-10-14T16:00"]], "2026-10-19"],
    ["2026-10-12", 5, [["2026-10-16T16:00", "2026-10-19T09:00"]], "2026-10-20"],
    ["2026-10-12", 5, [["2026-10-19T09:00", "2026-10-23"]], "2026-10-23"],
    ["2026-09-21", 20, [["2026-09-29", "2026-10-12"]], "2026-11-02"],
    [
      "2026-10-12",
      10,
      [
        ["2026-10-13", "2026-10-15"],
        ["2026-10-20", "2026-10-22"],
      ],
      "2026-10-30",
    ],
    ["2026-09-30", 10, [["2026-10-01", "2026-10-07"]], "2026-10-20"],
    ["2026-02-13", 10, [["2026-02-14T09:00", "2026-02-28T09:00"]], "2026-03-12"],
    [
      "2026-05-06",
      15,
      [
        ["2026-05-08", "2026-05-11"],
        ["2026-05-20", "2026-05-20T17:00"],
      ],
      "2026-05-28",
    ],
  ] as [string, number, [string, string][], string][])(
    "accepted %s, %i working days, suspended %j: %s",
    (day, days, pauses, expected) => {
      const steps = pauses.flatMap(([from, to]): Step[] => [
        [from, "suspend", reviewer, suspension(5)],
        [to, "resume"],
      ]);
      const played = acceptedOn(day, { legal: working(days), promised: working(days) }, ...steps);
      expect([played.law, played.promise, played.refused]).toEqual([expected, expected, []]);
    },
  );

  test("an extension moves the law's limit, once, and leaves the promise", () => {
    const extended = acceptedOn(
      "2026-09-21",
      {},
      ["2026-10-20", "extend", supervisor, { reason: "案情复杂" }],
      ["2026-10-21", "extend", supervisor, { reason: "案情复杂" }],
    );
    expect(extended).toMatchObject({
      law: "2026-11-09",
      promise: "2026-09-29",
      refused: ["extend: notExtended"],
    });
  });

  test.each([
    ["15 working days of the government, for a joint matter", working(45), working(15), "2026-05-28"],
    ["3 working days, as for a company's registration", working(3), working(3), "2026-03-10"],
    [
      "natural days, which are counted on and roll over",
      { days: 30, unit: "calendarDay" },
      { days: 10, unit: "calendarDay" },
      "2026-04-13",
    ],
    [
      "a month on top of six",
      { months: 6, unit: "month" as const },
      { months: 1, unit: "month" as const },
      "2026-10-08",
    ],
    ["working days on top of natural ones", { days: 30, unit: "calendarDay" }, working(5), "2026-04-09"],
  ] as [string, Limit, Limit, string][])("extended by %s", (_name, legal, extension, expected) => {
    const played = acceptedOn("2026-03-02", { legal, extension }, ["2026-03-03", "extend", supervisor, {}]);
    expect([played.law, played.refused]).toEqual([expected, []]);
  });

  test("without a law there is neither an extension nor a suspension", () => {
    const { extension: _none, procedures: _neither, ...item } = { ...openSample().item, ...usual };
    const head = openSample({ item }, instant("2026-09-21"));
    const accepted = decide(
      { ...head, state: "awaitingAcceptance" },
      { action: "accept", actor: reviewer, traceparent },
      instant("2026-09-21"),
      calendar,
    );
    if ("refused" in accepted) throw new Error("not accepted");
    const refusal = (action: "extend" | "suspend", actor: Actor) => {
      const result = decide(accepted.record, { action, actor, traceparent }, instant("2026-09-22"), calendar);
      return "refused" in result && result.refused;
    };
    expect(refusal("extend", supervisor)).toMatchObject({ guard: "extensionProvided" });
    expect(refusal("suspend", reviewer)).toMatchObject({ guard: "procedureProvided" });
  });

  test("a limit that is over is neither extended nor suspended, and its red mark stays for good", () => {
    const late = acceptedOn(
      "2026-09-21",
      {},
      ["2026-10-27", "sweep"],
      ["2026-10-28", "extend", supervisor, { reason: "案情复杂" }],
      ["2026-10-28", "suspend", reviewer, suspension(5)],
      ["2026-10-29", "approve"],
    );
    expect(late.refused).toEqual(["extend: limitStillRuns", "suspend: limitStillRuns"]);
    expect(late.marks).toEqual({ promise: "red", law: "red" });
    expect(late).toMatchObject({ state: "approved", law: "2026-10-26" });
  });

  test("on its last day it can still be extended", () => {
    const lastDay = acceptedOn("2026-09-21", {}, [
      "2026-10-26T23:59",
      "extend",
      supervisor,
      { reason: "复杂" },
    ]);
    expect(lastDay).toMatchObject({ law: "2026-11-09", refused: [] });
  });

  test.each([
    ["a joint matter", "2026-03-02", working(45), "2026-05-08"],
    ["natural days over a holiday", "2026-09-21", { days: 10, unit: "calendarDay" }, "2026-10-08"],
    ["six months", "2026-03-02", { months: 6, unit: "month" as const }, "2026-09-02"],
  ] as [string, string, Limit, string][])("%s accepted %s", (_name, day, legal, expected) => {
    expect(acceptedOn(day, { legal }).law).toBe(expected);
  });

  test("the worklist follows the promise, and supervision hears of it first", () => {
    const promised = { promised: working(3) };
    expect(acceptedOn("2026-10-12", promised).next).toBe("2026-10-15");
    expect(acceptedOn("2026-10-12", promised, ["2026-10-15T23:00", "sweep"]).swept).toEqual([
      "markNearDue promise",
    ]);
    expect(acceptedOn("2026-10-12", promised, ["2026-10-16", "sweep"]).swept).toEqual([
      "markOverdue promise",
    ]);
    const both = acceptedOn("2026-10-12", promised, ["2026-10-16", "sweep"], ["2026-11-10", "sweep"]);
    expect(both).toMatchObject({ law: "2026-11-09", marks: { promise: "red", law: "red" } });
  });

  test("where no law sets a limit the promise alone counts", () => {
    const { legal: _none, ...item } = { ...openSample().item, ...usual };
    const head = openSample({ item }, instant("2026-10-12"));
    const result = decide(
      { ...head, state: "awaitingAcceptance" },
      { action: "accept", actor: reviewer, traceparent },
      instant("2026-10-12"),
      calendar,
    );
    expect("record" in result && result.record.clock).toMatchObject({
      promisedDueAt: instant("2026-10-19T23:59").replace("59:00.000", "59:59.999"),
    });
    expect("record" in result && result.record.clock.dueAt).toBeUndefined();
  });

  test("accepted 2026-09-18, 20 working days: yellow 2026-10-19", () => {
    const law = { promised: working(20) };
    expect(acceptedOn("2026-09-18", law, ["2026-10-19T23:59", "sweep"]).swept).toEqual([]);
    expect(acceptedOn("2026-09-18", law, ["2026-10-20T00:00", "sweep"]).swept).toEqual([
      "markNearDue promise",
      "markNearDue law",
    ]);
  });

  test("what is decided on the spot is due at the end of the first working day, accepted or not", () => {
    const instantItem = { instant: true as const, legal: working(0), promised: working(0) };
    for (const [received, due] of [
      ["2026-10-12", "2026-10-12"],
      ["2026-10-03", "2026-10-08"],
      ["2026-10-10T19:00", "2026-10-10"],
      ["2026-10-11", "2026-10-12"],
    ] as const)
      expect(play(received, instantItem, [])).toMatchObject({ law: due, promise: due, next: due });
    const late = play("2026-10-12", instantItem, [["2026-10-13", "sweep"]]);
    expect(late).toMatchObject({ state: "submitted", marks: { promise: "red", law: "red" } });
    expect(play("2026-10-12", instantItem, [["2026-10-12T16:00", "decideOnTheSpot", clerk]])).toMatchObject({
      state: "approved",
      delivery: "2026-10-26",
    });
  });
});

describe("suspension, delivery and the end", () => {
  test("a suspension that nobody ends is noticed when its announced end passes", () => {
    const suspended: Step[] = [["2026-10-13", "suspend", reviewer, suspension(5)]];
    const item = { promised: working(20) };
    expect(acceptedOn("2026-10-12", item, ...suspended).next).toBe("2026-10-20");
    expect(acceptedOn("2026-10-12", item, ...suspended, ["2026-10-20", "sweep"])).toMatchObject({
      state: "suspended",
      swept: ["markNearDue suspension"],
    });
    const over = acceptedOn(
      "2026-10-12",
      item,
      ...suspended,
      ["2026-10-20", "sweep"],
      ["2026-10-21", "sweep"],
    );
    expect(over).toMatchObject({ swept: ["markNearDue suspension", "markOverdue suspension"] });
    const again = acceptedOn(
      "2026-10-12",
      item,
      ...suspended,
      ["2026-10-21", "sweep"],
      ["2026-10-21", "resume"],
      ["2026-10-22", "suspend", reviewer, suspension(2)],
      ["2026-10-27", "sweep"],
    );
    expect(again.swept).toEqual(["markOverdue suspension", "markOverdue suspension"]);
  });

  test("a decision is delivered within ten working days, and late delivery is red", () => {
    const approved = acceptedOn("2026-09-21", {}, ["2026-09-28", "approve"]);
    expect(approved).toMatchObject({ delivery: "2026-10-16", next: "2026-10-16" });
    expect(acceptedOn("2026-09-21", {}, ["2026-09-28", "approve"], ["2026-10-28", "sweep"])).toMatchObject({
      swept: ["markOverdue delivery"],
      marks: { delivery: "red" },
    });
  });

  test("withdrawn, no clock runs", () => {
    const withdrawn = acceptedOn(
      "2026-09-21",
      {},
      ["2026-09-28", "withdraw", citizen],
      ["2027-09-28", "sweep"],
    );
    expect(withdrawn).toMatchObject({ state: "withdrawn", next: undefined, swept: [] });
  });
});
