import { describe, expect, it } from "vitest";
import { commitmentStates } from "#events/commitment.ts";
import { decide, isDrawn, openCommitment } from "#shared/commitments/decide.ts";
import { lifecycle } from "#shared/commitments/lifecycle.ts";
import { commitmentsPublic } from "#shared/commitments/public.ts";
import { type Commitment, commitment } from "#shared/commitments/record.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { caseNumber, caseNumberNo, department, itemCode, traceparent } from "#test/unit/ratings/samples.ts";
import { sweepCommitments } from "../../../functions/commitments/commitment-deadlines/commitment-deadlines.ts";

const calendar = {
  edition: "test",
  coveredTo: "2026-12-31",
  holidays: new Set<string>(),
  workdays: new Set<string>(),
};
// A Friday.
const now = "2026-03-06T02:00:00.000Z";
const moment = { now, calendar };
const opened = (): Commitment =>
  openCommitment(
    {
      caseNumber,
      itemCode,
      department,
      applicantId: "citizen-1",
      materials: ["food-safety-rules"],
      decidedAt: now,
    },
    { days: 30 },
    moment,
    traceparent,
  );
type Action = "confirm" | "orderRectification" | "findUntrue" | "revoke" | "repairCredit";
const bodies = {
  confirm: { way: "onSite", words: "现场核查属实" },
  orderRectification: { way: "onSite", words: "制度未公示", days: 10 },
  findUntrue: { way: "data", words: "没有制定制度" },
  revoke: { ground: "fraud", words: "以欺骗手段取得" },
  repairCredit: { words: "已纠正并承诺" },
} as const;
const attempt = (one: Commitment, action: Action, id: string, role = "reviewer") =>
  decide(
    one,
    action,
    { actor: { role, id }, body: bodies[action], at: now, trace: traceparent } as Parameters<
      typeof decide<Action>
    >[2],
    moment,
  );
const act = (one: Commitment, action: Action, id: string, role?: string): Commitment => {
  const decision = attempt(one, action, id, role);
  if ("refused" in decision) throw new Error(JSON.stringify(decision.refused));
  return decision.record;
};

describe("the check of a commitment", () => {
  it("is due so many working days after the decision", () => {
    expect(opened()).toMatchObject({ state: "toCheck", dueAt: "2026-04-17T15:59:59.999Z" });
  });

  it("ends when all is true", () => {
    expect(act(opened(), "confirm", "c-1", "clerk")).toMatchObject({ state: "fulfilled", way: "onSite" });
    expect(attempt(opened(), "confirm", "citizen-1")).toMatchObject({ refused: { guard: "notApplicant" } });
  });

  it("gives days to put right what is true in part, and ends when that is done", () => {
    const ordered = act(opened(), "orderRectification", "c-1", "clerk");
    expect(ordered).toMatchObject({ state: "rectifying", dueAt: "2026-03-20T15:59:59.999Z" });
    expect(act(ordered, "confirm", "c-1", "clerk").state).toBe("fulfilled");
    expect(act(ordered, "findUntrue", "c-1", "clerk").state).toBe("untrue");
    expect(attempt(ordered, "orderRectification", "c-1")).toMatchObject({ refused: { kind: "state" } });
  });

  it("leads to a revocation that somebody else decides, and to a bar until the credit is repaired", async () => {
    const store = memoryRecordStore(commitment);
    const { barredBy } = commitmentsPublic(store);
    const steps = [opened()];
    const step = async (next: Commitment): Promise<Commitment> => {
      await store.write(next);
      steps.push(next);
      return next;
    };
    const first = await step(opened());
    expect(await barredBy("citizen-1")).toBeUndefined();
    const untrue = await step(act(first, "findUntrue", "r-1"));
    expect(await barredBy("citizen-1")).toBe(caseNumber);
    expect(await barredBy("citizen-2")).toBeUndefined();
    expect(attempt(untrue, "revoke", "r-1")).toMatchObject({ refused: { guard: "notFinder" } });
    const revoked = await step(act(untrue, "revoke", "r-2"));
    expect(revoked).toMatchObject({ state: "revoked", ground: "fraud" });
    expect(commitment.eventOf(revoked)).toMatchObject({
      data: { ground: "fraud", applicantId: "citizen-1" },
    });
    expect(await barredBy("citizen-1")).toBe(caseNumber);
    await step(act(revoked, "repairCredit", "s-1", "supervisor"));
    expect(await barredBy("citizen-1")).toBeUndefined();
  });

  it("is marked when it is late, once for each deadline", async () => {
    const store = memoryRecordStore(commitment);
    await store.write(opened());
    const sweep = (at: string) => sweepCommitments({ store, calendar: async () => calendar, now: () => at });
    expect(await sweep("2026-04-17T10:00:00.000Z")).toEqual({ due: 0, changed: 0 });
    expect(await sweep("2026-04-18T00:00:00.000Z")).toEqual({ due: 1, changed: 1 });
    expect(await sweep("2026-04-18T01:00:00.000Z")).toEqual({ due: 1, changed: 0 });
    expect(await store.read(caseNumber)).toMatchObject({ state: "toCheck", lastEvent: { name: "late" } });
  });

  it("is made of the share that the item says, the same ones every time", () => {
    const numbers = Array.from({ length: 99 }, (_, index) => caseNumberNo(index + 1));
    const drawn = numbers.filter((number) => isDrawn(number, { days: 30, share: 30 }));
    expect(drawn.length).toBeGreaterThan(15);
    expect(drawn.length).toBeLessThan(45);
    expect(numbers.filter((number) => isDrawn(number, { days: 30, share: 30 }))).toEqual(drawn);
    expect(numbers.every((number) => isDrawn(number, { days: 30 }))).toBe(true);
  });

  it("has these buttons for each role in each state", () => {
    const lines = commitmentStates.flatMap((state) =>
      (["clerk", "reviewer", "supervisor", "citizen", "admin"] as const).flatMap((role) => {
        const can = lifecycle.allowedActions({ ...opened(), state }, { role, id: "x" }, moment);
        return can.length > 0 ? [`${state} ${role}: ${can.join(" ")}`] : [];
      }),
    );
    expect(lines).toEqual([
      "toCheck clerk: confirm orderRectification findUntrue",
      "toCheck reviewer: confirm orderRectification findUntrue",
      "rectifying clerk: confirm findUntrue",
      "rectifying reviewer: confirm findUntrue",
      "untrue reviewer: revoke",
      "untrue supervisor: revoke repairCredit",
      "revoked supervisor: repairCredit",
    ]);
  });
});
