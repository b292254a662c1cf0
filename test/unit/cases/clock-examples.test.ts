import { describe, expect, test } from "vitest";
import type { Actor } from "#shared/cases/command.ts";
import { decide } from "#shared/cases/decide.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { acceptedOn, extension, instant, play, type Step, suspension, usual, working } from "./play.ts";
import { citizen, clerk, leader, openSample, reviewer, traceparent } from "./samples.ts";

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
    const extended = acceptedOn("2026-09-21", {}, ...extension("2026-10-20"), [
      "2026-10-21",
      "proposeExtension",
    ]);
    expect(extended).toMatchObject({
      law: "2026-11-09",
      promise: "2026-09-29",
      refused: ["proposeExtension: notExtended"],
    });
  });

  test.each([
    ["15 working days of the government, for a joint matter", working(45), working(15), "2026-05-28"],
    ["3 working days, as for a company's registration", working(3), working(3), "2026-03-10"],
    ["natural days, which are counted on and roll over", "30n", "10n", "2026-04-13"],
    ["a month on top of six", "6m", "1m", "2026-10-08"],
    ["working days on top of natural ones", "30n", working(5), "2026-04-09"],
  ] as [string, string, string, string][])("extended by %s", (_name, legal, more, expected) => {
    const played = acceptedOn("2026-03-02", { legal, extension: more }, ...extension("2026-03-03"));
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
    const refusal = (action: "proposeExtension" | "suspend", actor: Actor) => {
      const result = decide(accepted.record, { action, actor, traceparent }, instant("2026-09-22"), calendar);
      return "refused" in result && result.refused;
    };
    expect(refusal("proposeExtension", reviewer)).toMatchObject({ guard: "extensionProvided" });
    expect(refusal("suspend", reviewer)).toMatchObject({ guard: "procedureProvided" });
  });

  test("a limit that is over is neither extended nor suspended, and its red mark stays for good", () => {
    const late = acceptedOn(
      "2026-09-21",
      {},
      ["2026-10-26", "proposeExtension"],
      ["2026-10-27", "sweep"],
      ["2026-10-28", "extend", leader, { reason: "案情复杂" }],
      ["2026-10-28", "suspend", reviewer, suspension(5)],
      ["2026-10-29", "approve"],
    );
    expect(late.refused).toEqual(["extend: limitStillRuns", "suspend: limitStillRuns"]);
    expect(late.marks).toEqual({ promise: "red", law: "red" });
    expect(late).toMatchObject({ state: "approved", law: "2026-10-26" });
  });

  test("on its last day it can still be extended", () => {
    const lastDay = acceptedOn("2026-09-21", {}, ...extension("2026-10-26T23:59"));
    expect(lastDay).toMatchObject({ law: "2026-11-09", refused: [] });
  });

  test.each([
    ["a joint matter", "2026-03-02", working(45), "2026-05-08"],
    ["natural days over a holiday", "2026-09-21", "10n", "2026-10-08"],
    ["six months", "2026-03-02", "6m", "2026-09-02"],
  ] as [string, string, string, string][])("%s accepted %s", (_name, day, legal, expected) => {
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

const pause = (from: string, to: string): Step[] => [
  [from, "suspend", reviewer, suspension(5)],
  [to, "resume"],
];

// The day of a suspension still counts, the day of its end does not, as with every day on which a time begins.
describe("other days and other orders of steps", () => {
  test.each([
    ["resumed on a day off", "2026-09-17", working(5), pause("2026-09-18", "2026-09-19"), "2026-09-23"],
    [
      "over a Saturday that is worked",
      "2026-05-06",
      working(10),
      pause("2026-05-08", "2026-05-10"),
      "2026-05-20",
    ],
    ["inside a holiday", "2026-02-10", working(10), pause("2026-02-16", "2026-02-20"), "2026-03-02"],
    ["over a whole holiday", "2026-02-10", working(10), pause("2026-02-13", "2026-02-24"), "2026-03-04"],
    ["extended on the last day", "2026-02-10", working(10), extension("2026-03-02T23:59"), "2026-03-16"],
    [
      "extended, then suspended",
      "2026-10-12",
      working(10),
      [...extension("2026-10-20"), ...pause("2026-10-28", "2026-11-02")],
      "2026-11-12",
    ],
    [
      "suspended, then extended on the new last day",
      "2026-10-12",
      working(10),
      [...pause("2026-10-13", "2026-10-15"), ...extension("2026-10-28")],
      "2026-11-11",
    ],
    ["natural days", "2026-10-12", "30n", pause("2026-10-15", "2026-10-20"), "2026-11-16"],
    [
      "natural days that end on a Saturday",
      "2026-10-12",
      "30n",
      pause("2026-10-15", "2026-10-18"),
      "2026-11-16",
    ],
    ["a month", "2026-10-12", "1m", pause("2026-10-15", "2026-10-20"), "2026-11-17"],
    ["a month from a day that the next has not", "2026-08-31", "1m", [], "2026-09-30"],
  ] as [string, string, string, Step[], string][])(
    "%s, accepted %s, %s",
    (_name, day, legal, steps, expected) => {
      const played = acceptedOn(day, { legal, promised: working(90) }, ...steps);
      expect([played.law, played.refused]).toEqual([expected, []]);
    },
  );

  test("a suspension moves promise and law by the same days, and a broken promise stays broken", () => {
    const promised = { promised: working(3) };
    expect(acceptedOn("2026-10-12", promised, ...pause("2026-10-14", "2026-10-16"))).toMatchObject({
      promise: "2026-10-19",
      law: "2026-11-11",
    });
    const broken = acceptedOn(
      "2026-10-12",
      promised,
      ["2026-10-16", "sweep"],
      ...pause("2026-10-19", "2026-10-22"),
      ["2026-10-23", "sweep"],
    );
    expect(broken).toMatchObject({ law: "2026-11-12", refused: [], marks: { promise: "red" } });
  });

  test("notice, deemed acceptance, promise and delivery run over the spring festival", () => {
    expect(play("2026-02-12", {}, []).notice).toBe("2026-02-26");
    expect(play("2026-02-12", {}, [["2026-02-27T00:30", "sweep"]])).toMatchObject({
      start: "2026-02-12",
      law: "2026-03-18",
    });
    expect(acceptedOn("2026-02-26", {})).toMatchObject({ law: "2026-03-25", promise: "2026-03-04" });
    expect(acceptedOn("2026-02-12", {}, ["2026-02-13", "approve"]).delivery).toBe("2026-03-05");
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

  test("what was deferred is reminded of three working days before, and marked when it does not come", () => {
    const deferred = { deferredUntil: "2026-10-16" };
    const running: Step[] = [
      ["2026-09-18T11:00", "passPreReview", clerk],
      ["2026-09-21", "accept"],
    ];
    const item = { promised: working(20) };
    const swept = (...steps: Step[]) => play("2026-09-18", item, [...running, ...steps], deferred).swept;
    expect(swept(["2026-10-13T23:59", "sweep"])).toEqual([]);
    expect(swept(["2026-10-14T00:00", "sweep"])).toEqual(["markNearDue deferred"]);
    expect(swept(["2026-10-16T23:00", "sweep"], ["2026-10-17T00:30", "sweep"])).toEqual([
      "markNearDue deferred",
      "markOverdue deferred",
    ]);
    expect(swept(["2026-10-14", "suspend", reviewer, suspension(20)], ["2026-10-17T00:30", "sweep"])).toEqual(
      ["markOverdue deferred"],
    );
    const late = play(
      "2026-09-18",
      item,
      [
        ...running,
        ["2026-10-17", "submitDeferred", citizen],
        ["2026-10-17", "approve"],
        ["2026-10-17", "reject"],
      ],
      deferred,
    );
    expect(late).toMatchObject({
      state: "rejected",
      refused: ["submitDeferred: deferredInTime", "approve: deferredPresent"],
    });
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
