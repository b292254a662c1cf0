import { describe, expect, test } from "vitest";
import policy from "#data/urging-policy.json" with { type: "json" };
import { acceptedOn, play, type Step } from "./play.ts";
import { citizen, clerk, reviewer, system } from "./samples.ts";

const urge = (when: string): Step => [when, "urge", citizen, { reason: "急用" }];
const answer = (when: string): Step => [when, "answerUrging", reviewer, { reason: "正在审查" }];

describe("an urging", () => {
  test("is answered within a working day, or marked yellow and then red", () => {
    // 2026-09-18 is a Friday; the Sunday after it is worked.
    const urged = acceptedOn("2026-09-17", {}, urge("2026-09-18"));
    expect(urged.head.urging).toEqual({ answerBy: "2026-09-20", againFrom: "2026-09-22" });
    const silent = acceptedOn(
      "2026-09-17",
      {},
      urge("2026-09-18"),
      ["2026-09-18T23:00", "sweep"],
      ["2026-09-19T01:00", "sweep"],
      ["2026-09-20T23:00", "sweep"],
      ["2026-09-21T01:00", "sweep"],
    );
    expect(silent.swept).toEqual(["markNearDue urging", "markOverdue urging"]);
    const answered = acceptedOn("2026-09-17", {}, urge("2026-09-18"), answer("2026-09-18T17:00"), [
      "2026-09-21T01:00",
      "sweep",
    ]);
    expect(answered.swept).toEqual([]);
    expect(answered.head.urging).toMatchObject({ answered: true });
  });

  test("comes once in some working days, and not while one waits for its answer", () => {
    expect(policy).toMatchObject({ again: "3w", answer: "1w" });
    const again = acceptedOn(
      "2026-09-17",
      {},
      urge("2026-09-18"),
      urge("2026-09-23"),
      answer("2026-09-23T11:00"),
      urge("2026-09-23T12:00"),
    );
    expect(again.refused).toEqual(["urge: urgingAnswered"]);
    const soon = acceptedOn("2026-09-17", {}, urge("2026-09-18"), answer("2026-09-20"), urge("2026-09-21"));
    expect(soon.refused).toEqual(["urge: urgedLongAgo"]);
    // A mark belongs to the urging that it was given of.
    const marked = acceptedOn(
      "2026-09-17",
      {},
      urge("2026-09-18"),
      ["2026-09-21T09:00", "sweep"],
      answer("2026-09-21"),
      urge("2026-09-22"),
    );
    expect([marked.refused, marked.marks]).toEqual([[], undefined]);
  });

  test("runs on while the clock stands still or the decision is on its way, and moves no other limit", () => {
    const plain = acceptedOn("2026-09-17", {});
    const urged = acceptedOn("2026-09-17", {}, urge("2026-09-18"));
    expect([urged.law, urged.promise]).toEqual([plain.law, plain.promise]);
    const decided = acceptedOn(
      "2026-09-17",
      {},
      urge("2026-09-18"),
      ["2026-09-18T12:00", "approve"],
      ["2026-09-21T01:00", "sweep"],
    );
    expect(decided.swept).toEqual(["markOverdue urging"]);
  });

  test("asks the office, and nobody else: not while documents are on their way or the applicant is asked", () => {
    const waiting = play("2026-09-17", { originals: true }, [urge("2026-09-18")]);
    expect(waiting.refused).toEqual(["urge: withOffice"]);
    const asked = play("2026-09-17", {}, [
      ["2026-09-17", "passPreReview", clerk],
      ["2026-09-17", "requestSupplement", clerk],
      urge("2026-09-18"),
      ["2026-09-18", "urge", system],
    ]);
    expect(asked.refused).toEqual(["urge: state", "urge: role"]);
  });
});
