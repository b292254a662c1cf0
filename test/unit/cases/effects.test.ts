import { describe, expect, test } from "vitest";
import type { CaseState } from "#events/case.ts";
import type { Actor, Command } from "#shared/cases/command.ts";
import { decide } from "#shared/cases/decide.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { clerk, openSample, reviewer, system, thursday, traceparent } from "./samples.ts";

const later = "2026-09-21T01:00:00.000Z";
const head = (state: CaseState, change: Partial<CaseHead> = {}): CaseHead => ({
  ...openSample(),
  state,
  ...change,
});
function act(of: CaseHead, action: Command["action"], actor: Actor, more: Partial<Command> = {}): CaseHead {
  const result = decide(of, { action, actor, traceparent, ...more }, later, calendar);
  if ("refused" in result) throw new Error(`${action} was refused: ${JSON.stringify(result)}`);
  return result.record;
}
const item: CaseHead["item"] = {
  ...openSample().item,
  originals: true,
  procedures: [{ kind: "expertReview", maxDays: 60 }],
};
const started = act(
  act(openSample({ item: { ...item, originals: undefined } }), "passPreReview", clerk),
  "accept",
  reviewer,
);

describe("what actions change beside state and clock", () => {
  test("who handles the case, until it is released", () => {
    const claimed = act(head("submitted"), "claim", clerk);
    expect(claimed.handler).toBe(clerk.id);
    const note = { reason: "出差", assignee: reviewer.id };
    expect(act(claimed, "transfer", clerk, { note }).handler).toBe(reviewer.id);
    expect(act(claimed, "release", clerk)).not.toHaveProperty("handler");
  });

  test("who accepted it, and on which form it was asked to supplement", () => {
    expect(started.acceptedBy).toBe(reviewer.id);
    const notice = { materials: [{ materialId: "application", reason: "没有签字" }], fields: [] };
    const asked = act(head("awaitingAcceptance", { formRevision: 3 }), "requestSupplement", clerk, {
      note: { notice },
    });
    expect(asked).toMatchObject({ noticeRevision: 3, notices: 1 });
    const proposal = { kind: "furtherNotice", by: clerk.id, confirmed: true } as const;
    const again = head("awaitingAcceptance", { notices: 1, proposal });
    const twice = act(again, "requestSupplement", clerk, { note: { notice } });
    expect(twice.notices).toBe(2);
    // It was confirmed for this notice, and for no other.
    expect(twice).not.toHaveProperty("proposal");
  });

  test("when originals came, and that they are no longer stuck", () => {
    const stalled = head("awaitingAcceptance", { item, deliveryStalled: true });
    const came = act(stalled, "receiveOriginals", system);
    expect(came.originalsAt).toBe(later);
    expect(came).not.toHaveProperty("deliveryStalled");
  });

  test("why it is suspended, until it is resumed", () => {
    const suspension = { kind: "expertReview", basis: "第四十五条", expectedDays: 5 } as const;
    const suspended = act(started, "suspend", reviewer, { note: { reason: "专家评审", suspension } });
    expect(suspended.suspension).toMatchObject({ kind: "expertReview" });
    expect(act(suspended, "resume", reviewer)).not.toHaveProperty("suspension");
  });

  test("which department's opinion was given", () => {
    const opinions = ["1002", "1003"].map((department) => ({ department, askedAt: thursday }));
    const asked: Actor = { role: "reviewer", id: "asked", department: "1003" };
    expect(act({ ...started, opinions }, "giveOpinion", asked).opinions).toEqual([
      opinions[0],
      { ...opinions[1], given: true },
    ]);
  });

  test("which attempt to deliver it is", () => {
    const decided = act(started, "approve", reviewer);
    const failed = act(act(decided, "handOver", system), "failDelivery", system);
    expect(failed.delivery).toEqual({ attempt: 1, failed: true });
    const again = act(failed, "redeliver", clerk);
    expect(again.delivery).toEqual({ attempt: 2 });
    const twice = act(act(again, "handOver", system), "failDelivery", system);
    expect(twice.delivery).toEqual({ attempt: 2, failed: true });
  });
});

describe("a joint matter", () => {
  const joint: CaseHead = { ...started, parts: [{ code: "a" }, { code: "b" }] };
  const end = (of: CaseHead, code: string, result: "approved" | "rejected" | "terminated") =>
    act(of, "recordPart", system, { part: { code, result, caseNumber: of.caseNumber } });

  test("waits for its last part, its clock running on", () => {
    const first = end(joint, "a", "approved");
    expect(first).toMatchObject({
      state: "accepted",
      parts: [{ code: "a", result: "approved" }, { code: "b" }],
    });
    expect(first.parts?.[1]).not.toHaveProperty("result");
    expect(first.clock).toEqual(joint.clock);
    expect(end({ ...joint, state: "suspended" }, "a", "approved").state).toBe("suspended");
  });

  test.each([
    ["approved", "approved", "approved"],
    ["approved", "rejected", "rejected"],
    ["terminated", "approved", "rejected"],
  ] as const)("whose parts are %s and %s is %s", (first, second, decision) => {
    const decided = end(end(joint, "a", first), "b", second);
    expect(decided).toMatchObject({ state: decision, decision, clock: { decidedAt: later } });
  });
});
