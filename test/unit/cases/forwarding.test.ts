import { describe, expect, test } from "vitest";
import type { Command } from "#shared/cases/command.ts";
import { acceptedOn, play, type Step } from "./play.ts";
import { clerk, reviewer } from "./samples.ts";

const review = { review: { limit: "20w" } };
const up = (when: string): Step => [when, "forwardUp", reviewer, { reason: "建议准予" }];
const decided = (when: string, result: "approved" | "rejected"): Step => {
  const upperDecision = { result, number: "豫退优〔2026〕8号", decidedOn: "2026-10-20" };
  const note: Command["note"] = { reason: "符合规定", upperDecision };
  return [when, "recordUpperDecision", reviewer, note];
};

describe("an item that an upper organ decides", () => {
  test("is sent up after the first review, and decided by nobody here", () => {
    const early = acceptedOn(
      "2026-09-21",
      review,
      ["2026-09-22", "approve"],
      ["2026-09-22", "reject"],
      up("2026-09-24"),
    );
    expect(early.refused).toEqual(["approve: decidedHere", "reject: decidedHere"]);
    expect(early.state).toBe("forwarded");
    const ours = acceptedOn("2026-09-21", {}, up("2026-09-24"));
    expect(ours.refused).toEqual(["forwardUp: upperDecides"]);
    const promised = play(
      "2026-09-21",
      review,
      [["2026-09-21", "passPreReview", clerk], ["2026-09-21", "accept"], up("2026-09-24")],
      { deferredUntil: "2026-10-09" },
    );
    expect(promised.refused).toEqual(["forwardUp: deferredPresent"]);
  });

  test("runs against the upper organ's time, and never against ours any more", () => {
    const sent = acceptedOn("2026-09-21", review, up("2026-09-24"));
    // Twenty working days after the 24th, over the National Day holidays.
    expect([sent.next, sent.law]).toEqual(["2026-10-29", "2026-10-26"]);
    const late = acceptedOn(
      "2026-09-21",
      review,
      up("2026-09-24"),
      ["2026-10-28", "sweep"],
      ["2026-11-02", "sweep"],
    );
    expect(late.swept).toEqual(["markNearDue upper", "markOverdue upper"]);
    expect(late.marks).toEqual({ upper: "red" });
    const unknown = acceptedOn("2026-09-21", { review: {} }, up("2026-09-24"), ["2027-03-02", "sweep"]);
    expect([unknown.swept, unknown.next]).toEqual([[], undefined]);
  });

  test.each(["approved", "rejected"] as const)(
    "is %s by the upper organ's document, then delivered",
    (result) => {
      const done = acceptedOn(
        "2026-09-21",
        review,
        up("2026-09-24"),
        ["2026-09-28", "recordUpperReceipt", clerk, { fileNumber: "2026-118" }],
        decided("2026-10-21", result),
      );
      expect(done).toMatchObject({ state: result, refused: [], delivery: "2026-11-04", next: "2026-11-04" });
      expect(done.head).toMatchObject({ decision: result, upperDocument: "豫退优〔2026〕8号" });
    },
  );

  test("can be withdrawn while it is above, and ends there when there is nobody left to decide for", () => {
    for (const [action, state] of [
      ["withdraw", "withdrawn"],
      ["terminate", "terminated"],
    ] as const) {
      const ended = acceptedOn("2026-09-21", review, up("2026-09-24"), [
        "2026-09-28",
        action,
        action === "withdraw" ? clerk : reviewer,
        { ground: "applicantDied" },
      ]);
      expect([ended.state, ended.next]).toEqual([state, undefined]);
    }
  });
});
