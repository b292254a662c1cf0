import { describe, expect, test } from "vitest";
import { closedCases } from "#shared/cases/closed.ts";
import type { Actor, Command } from "#shared/cases/command.ts";
import { decide } from "#shared/cases/decide.ts";
import { casesPublic } from "#shared/cases/public.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { memoryCaseStore } from "#test/support/memory-case-store.ts";
import { clerk, openSample, reviewer, system, traceparent } from "./samples.ts";

const store = memoryCaseStore();
const cases = casesPublic(store);
const over = closedCases(store);

async function play(head: CaseHead, steps: [Command["action"], Actor, string, Partial<Command>?][]) {
  await store.write(head);
  for (const [action, actor, now, more] of steps) {
    const decision = decide(head, { action, actor, traceparent, ...more }, now, calendar);
    if ("refused" in decision) throw new Error(`${action} was refused`);
    head = decision.record;
    await store.write(head);
  }
  return head;
}

const item: CaseHead["item"] = {
  ...openSample().item,
  procedures: [{ kind: "expertReview", maxDays: 60 }],
};
const on = (day: string) => ({ from: day, to: day });

describe("how far a case is", () => {
  const suspension = { suspension: { kind: "expertReview", basis: "依据", expectedDays: 5 } } as const;
  const words = { note: { reason: "不属于本机关职权" } };

  test("is counted for one, and for all that a department accepted or ended on a day in Shanghai", async () => {
    const refused = await play(openSample(), [
      ["passPreReview", clerk, "2026-09-17T02:00:00.000Z"],
      ["refuse", reviewer, "2026-09-18T16:00:00.000Z", words],
    ]);
    const whole = await play(
      openSample({ item, caseNumber: "411602100120260917AAAAAAA", receive: "courier" }),
      [
        ["passPreReview", clerk, "2026-09-17T02:00:00.000Z"],
        ["accept", reviewer, "2026-09-17T15:59:59.999Z"],
        ["suspend", reviewer, "2026-09-18T01:00:00.000Z", { note: suspension }],
        ["resume", reviewer, "2026-09-18T02:00:00.000Z"],
        ["approve", reviewer, "2026-09-18T03:00:00.000Z"],
        ["handOver", system, "2026-09-18T04:00:00.000Z"],
        ["confirmDelivery", system, "2026-09-18T15:59:59.999Z"],
      ],
    );
    const of = ({ caseNumber, department, item }: CaseHead) => ({
      caseNumber,
      department,
      itemCode: item.code,
    });
    const accepted = { ...of(whole), acceptedAt: "2026-09-17T15:59:59.999Z" };
    const ended = { ...accepted, ended: { at: "2026-09-18T15:59:59.999Z", as: "completed" } };
    const { department } = whole;
    expect(await cases.accepted(department, on("2026-09-17"))).toEqual([accepted]);
    expect(await cases.accepted(department, on("2026-09-18"))).toEqual([]);
    expect(await cases.ended(department, on("2026-09-18"))).toEqual([ended]);
    expect(await cases.ended(department, on("2026-09-19"))).toEqual([
      { ...of(refused), ended: { at: "2026-09-18T16:00:00.000Z", as: "refused" } },
    ]);
    expect(await cases.ended("9999", on("2026-09-18"))).toEqual([]);
    const closed = [whole, refused].map((one) => ({
      ...of(one),
      itemVersion: one.item.version,
      at: one.endedAt,
      as: one.state,
    }));
    const [first] = closed;
    expect(await over.closed(department, { list: "byEnd", limit: 1 })).toEqual([first]);
    const after = { caseNumber: whole.caseNumber, at: String(whole.endedAt) };
    expect(await over.closed(department, { list: "byEnd", after, limit: 9 })).toEqual(closed.slice(1));
    expect(await over.closedOf(whole.caseNumber)).toEqual(first);
    expect(await cases.factsOf(whole.caseNumber)).toEqual({
      ...ended,
      applicantId: whole.applicantId,
      handlers: [reviewer.id],
      lastSteppedBy: [],
      version: whole.version,
    });
    expect(await cases.factsOf("411602100120260917ZZZZZZZ")).toBeUndefined();
  });

  test("begins with a decision on the spot, whose acceptance is its decision", async () => {
    const item = { ...openSample().item, instant: true };
    const at = "2026-09-21T02:00:00.000Z";
    const head = await play(openSample({ caseNumber: "411602100120260917BBBBBBB", item }), [
      ["decideOnTheSpot", clerk, at],
    ]);
    expect([head.acceptedAt, head.endedAt]).toEqual([at, undefined]);
  });
});
