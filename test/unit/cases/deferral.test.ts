import { describe, expect, test } from "vitest";
import { shippedCatalogue } from "#data/index.ts";
import { frozenItem } from "#shared/cases/decide.ts";
import { play, type Step } from "./play.ts";
import { clerk } from "./samples.ts";

const promised = { deferredUntil: "2026-10-09" };
const accepted: Step[] = [
  ["2026-09-21", "passPreReview", clerk],
  ["2026-09-21", "accept"],
];
const sweeps: Step[] = [
  ["2026-09-29", "sweep"],
  ["2026-10-09", "sweep"],
  ["2026-10-10", "sweep"],
];

describe("a deferred material that does not come by its day (容缺逾期未补)", () => {
  test("leaves the case to be decided without it, and never approved, where nothing else is said", () => {
    const late = play(
      "2026-09-21",
      { promised: "20w" },
      [...accepted, ...sweeps, ["2026-10-12", "approve"]],
      promised,
    );
    expect(late.swept).toEqual(["markNearDue deferred", "markOverdue deferred"]);
    expect([late.state, late.refused]).toEqual(["accepted", ["approve: deferredPresent"]]);
    expect(play("2026-09-21", {}, [...accepted, ...sweeps, ["2026-10-12", "reject"]], promised).state).toBe(
      "rejected",
    );
  });

  test("ends the case by the item's rule, after a reminder and with the reason", () => {
    const ended = play(
      "2026-09-21",
      { promised: "20w", endsUnsupplied: true },
      [...accepted, ...sweeps],
      promised,
    );
    expect(ended.swept).toEqual(["markNearDue deferred", "terminate"]);
    expect([ended.state, ended.next]).toEqual(["terminated", undefined]);
    expect(ended.head.lastEvent).toMatchObject({
      details: { ground: "deferralMissed" },
      written: { words: "容缺后补的材料应当在2026-10-09前补交，逾期没有补交。" },
    });
  });

  test("is asked for by the one-time notice before acceptance, and ends nothing", () => {
    const open = play("2026-10-08", { endsUnsupplied: true }, [["2026-10-10", "sweep"]], promised);
    expect(open.swept).toContain("markOverdue deferred");
    expect(open.state).toBe("submitted");
  });

  test("ends no licence's case, which has to be decided", () => {
    const ending = shippedCatalogue().filter(({ deferral }) => deferral?.missed === "terminate");
    expect(ending.length).toBeGreaterThan(0);
    expect(ending.filter(({ itemType }) => itemType === "licence")).toEqual([]);
    for (const item of ending)
      expect(frozenItem({ item, version: 1 } as never, "online").endsUnsupplied).toBe(true);
  });
});
