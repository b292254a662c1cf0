import type { SQSRecord } from "aws-lambda";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isGood, type RatingEvent, ratingEvents, satisfactionLevels } from "#events/rating.ts";
import { rectification, rectificationIdOf } from "#shared/rectifications/record.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { busEntry, caseNumber, department, itemCode, traceparent } from "#test/unit/ratings/samples.ts";
import { escalateOverdue } from "../../../functions/rectifications/rectification-deadlines/rectification-deadlines.ts";
import { rectificationFollow } from "../../../functions/rectifications/rectification-follow/rectification-follow.ts";

const calendar = {
  edition: "test",
  coveredTo: "2026-12-31",
  holidays: new Set<string>(),
  workdays: new Set<string>(),
};

function world() {
  const clock = { now: "2026-03-06T02:00:00.000Z" };
  const store = memoryRecordStore(rectification);
  const deps = {
    store,
    ratings: { applicantOf: async () => "citizen-1" as string | undefined },
    calendar: async () => calendar,
    now: () => clock.now,
  };
  const follow = rectificationFollow(deps);
  return {
    clock,
    deps,
    deliver: (event: RatingEvent) => follow(busEntry(event), {} as SQSRecord),
    sweep: () => escalateOverdue(deps),
    order: () => store.read(rectificationIdOf({ caseNumber, stage: "completion" })),
  };
}

const event = (name: "received" | "dismissed", change: Partial<RatingEvent["data"]> = {}): RatingEvent =>
  ratingEvents[name].create({
    subject: `rating/${caseNumber}-completion-first`,
    version: name === "received" ? 2 : 4,
    time: "2026-03-06T02:00:00.000Z",
    traceparent,
    data: {
      caseNumber,
      stage: "completion",
      turn: "first",
      itemCode,
      department,
      level: "dissatisfied",
      channel: "mobile",
      anonymous: false,
      ratedAt: "2026-03-06T01:59:00.000Z",
      ...change,
    },
  });

describe("the sweep", () => {
  it("looks at what is due and escalates what is late", async () => {
    const the = world();
    await the.deliver(event("received"));
    expect(await the.sweep()).toEqual({ due: 0, changed: 0 });
    the.clock.now = "2026-03-20T02:00:00.000Z";
    expect(await the.sweep()).toEqual({ due: 1, changed: 1 });
    expect(await the.sweep()).toEqual({ due: 1, changed: 0 });
  });
});

describe("what follows ratings", () => {
  it("opens an order for bad ones only, once", async () => {
    for (const level of satisfactionLevels) {
      const the = world();
      await the.deliver(event("received", { level }));
      await the.deliver(event("received", { level }));
      expect((await the.order())?.version).toBe(isGood(level) ? undefined : 1);
    }
  });

  it("does not let go of a rating that does not show", async () => {
    const the = world();
    the.deps.ratings.applicantOf = async () => undefined;
    await expect(the.deliver(event("received"))).rejects.toThrow("cannot be read");
  });

  it("ends the same whatever is repeated and in which order, sweeps in between", async () => {
    const bad = event("received");
    const badAgain = event("received", { turn: "followUp", level: "veryDissatisfied" });
    const happenings = ["bad", "badAgain", "sweep"] as const;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...happenings), { maxLength: 15 }), async (happened) => {
        const the = world();
        await the.deliver(bad);
        the.clock.now = "2026-03-20T02:00:00.000Z";
        const happen = {
          bad: () => the.deliver(bad),
          badAgain: () => the.deliver(badAgain),
          sweep: () => the.sweep(),
        };
        for (const each of [...happened, "badAgain", "sweep"] as const) await happen[each]();
        expect(await the.order()).toMatchObject({
          version: 3,
          followUp: "veryDissatisfied",
          state: "opened",
        });
        expect((await the.order())?.escalated).toHaveLength(2);
      }),
    );
  });

  it("leaves the order alone when it is rated well after it was put right", async () => {
    const the = world();
    await the.deliver(event("received"));
    await the.deliver(event("received", { turn: "followUp", level: "satisfied" }));
    expect(await the.order()).toMatchObject({ version: 1, escalated: [] });
    expect((await the.order())?.followUp).toBeUndefined();
  });

  it("opens nothing when only the second rating is bad", async () => {
    const the = world();
    await the.deliver(event("received", { turn: "followUp" }));
    expect(await the.order()).toBeUndefined();
  });

  it("leaves the order of the first rating alone when the second is dismissed", async () => {
    const the = world();
    await the.deliver(event("received"));
    await the.deliver(event("dismissed", { turn: "followUp" }));
    expect(await the.order()).toMatchObject({ state: "opened", version: 1 });
  });

  it("drops the order of a rating that was dismissed", async () => {
    const the = world();
    await the.deliver(event("received"));
    await the.deliver(event("dismissed"));
    await the.deliver(event("dismissed"));
    expect(await the.order()).toMatchObject({ state: "voided", version: 2 });
  });
});
