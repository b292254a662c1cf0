import { marshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, test } from "vitest";
import { itemBytes } from "#local/engine/dynamodb/item-bytes.ts";
import { worklist } from "#shared/cases/case-store.ts";
import type { Actor, Command } from "#shared/cases/command.ts";
import { allowedActions, decide, type NewCase } from "#shared/cases/decide.ts";
import { type CaseHead, caseRecord } from "#shared/cases/record.ts";
import { viewOf } from "#shared/cases/view.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { memoryCaseStore } from "#test/support/memory-case-store.ts";
import { dueAction, sweepDeadlines } from "../../../functions/cases/case-deadlines/case-deadlines.ts";
import { instant } from "./play.ts";
import {
  citizen,
  clerk,
  department,
  form,
  openSample,
  person,
  reviewer,
  system,
  traceparent,
} from "./samples.ts";

const wang: Actor = { role: "citizen", id: "wang-qiang" };
const zhao: Actor = { role: "citizen", id: "zhao-jing" };
const stranger: Actor = { role: "citizen", id: "stranger" };

/** Filed on Thursday 2026-09-17; the fifteenth natural day, 2 October, is in the holiday, so 8 October is the last. */
const filed = (others = 1, more: Partial<NewCase> = {}): CaseHead =>
  openSample({
    action: "fileTogether",
    item: { ...openSample().item, confirmWithin: "15n", withdrawnByAll: true },
    parties: Array.from({ length: others }, () => ""),
    ...more,
  });
const tuesday = instant("2026-09-22");

function tried(
  head: CaseHead,
  action: Command["action"],
  actor: Actor,
  more: Partial<Command> = {},
  at = tuesday,
) {
  return decide(head, { action, actor, traceparent, ...more }, at, calendar);
}
function act(...asked: Parameters<typeof tried>): CaseHead {
  const result = tried(...asked);
  if ("refused" in result) throw new Error(`${asked[1]} was refused: ${JSON.stringify(result.refused)}`);
  return result.record;
}
const refusal = (...asked: Parameters<typeof tried>) => {
  const result = tried(...asked);
  return "refused" in result ? result.refused : undefined;
};
const lastStep = ({ lastEvent, state }: CaseHead) => [lastEvent.name, state];
const confirmed = (others = 1): CaseHead =>
  [wang, zhao]
    .slice(0, others)
    .reduce((head, actor, party) => act(head, "confirmApplication", actor, { party }), filed(others));

describe("an application of several together", () => {
  test("begins unreceived: only the others' time to confirm runs, and the office has nothing to do", async () => {
    const head = filed();
    expect(lastStep(head)).toEqual(["filed", "awaitingParties"]);
    expect(dayOf(head.clock.confirmDueAt ?? "")).toBe("2026-10-08");
    expect(head.clock).not.toHaveProperty("noticeDueAt");
    expect(head.clock).not.toHaveProperty("dueAt");
    for (const actor of [clerk, reviewer, { role: "supervisor", id: "s" } as const])
      expect(allowedActions(head, actor, tuesday)).toEqual(actor === clerk ? ["withdraw"] : []);
    const store = memoryCaseStore();
    await store.write(head, { form, person });
    for (const state of [undefined, "awaitingParties"] as const)
      expect((await worklist(store, department, state, { cursor: undefined, limit: 10 })).items).toEqual([]);
  });

  test("an instant item is not late before it is received", () => {
    const head = filed(1, { item: { ...filed().item, instant: true, promised: "0w" } });
    expect(head.clock).not.toHaveProperty("promisedDueAt");
    expect(dueAction(head, instant("2026-09-24"), calendar)).toBeUndefined();
  });

  test("is received with the last confirmation, from that moment, and that is published as a submission", () => {
    const one = act(filed(2), "confirmApplication", zhao, { party: 1 });
    expect(lastStep(one)).toEqual(["applicationConfirmed", "awaitingParties"]);
    expect(one.clock).toEqual(filed(2).clock);
    const all = act(one, "confirmApplication", wang, { party: 0 });
    expect(lastStep(all)).toEqual(["submitted", "submitted"]);
    expect(all.clock).toMatchObject({ receivedAt: tuesday });
    expect(all.clock).not.toHaveProperty("unconfirmed");
    expect(all.clock).not.toHaveProperty("confirmDueAt");
    expect(dayOf(all.clock.noticeDueAt ?? "")).toBe("2026-09-30");
    expect(all.submittedAt).toBe(one.submittedAt);
    expect(caseRecord.fromItem(caseRecord.toItem(all))).toEqual(all);
  });

  test("each confirms once, in their own place, and nobody for another", () => {
    const one = act(filed(2), "confirmApplication", wang, { party: 0 });
    expect(refusal(one, "confirmApplication", wang, { party: 0 })).toMatchObject({ kind: "role" });
    expect(refusal(one, "confirmApplication", wang, { party: 1 })).toMatchObject({ kind: "role" });
    expect(refusal(one, "confirmApplication", zhao, { party: 0 })).toMatchObject({ kind: "role" });
    expect(refusal(one, "confirmApplication", zhao, { party: 7 })).toMatchObject({ kind: "role" });
    // Found among no named people.
    expect(refusal(one, "confirmApplication", stranger)).toMatchObject({ kind: "role" });
    expect(refusal(one, "confirmApplication", citizen, { party: 1 })).toMatchObject({ kind: "role" });
    expect(refusal(confirmed(), "confirmApplication", zhao, { party: 0 })).toMatchObject({ kind: "state" });
  });

  test("is seen by all who confirmed, and handled by none of them", () => {
    const head = act(confirmed(), "passPreReview", clerk);
    expect(allowedActions(head, wang, tuesday)).toEqual(allowedActions(head, citizen, tuesday));
    expect(allowedActions(head, stranger, tuesday)).toEqual([]);
    const asClerk: Actor = { role: "clerk", id: wang.id, department };
    expect(refusal(head, "accept", asClerk)).toMatchObject({ guard: "notOwnCase" });
    expect(refusal(head, "claim", asClerk)).toMatchObject({ guard: "notOwnCase" });
    const accepted = act(head, "accept", clerk);
    expect(refusal(accepted, "approve", { ...asClerk, role: "reviewer" })).toMatchObject({
      guard: "notOwnCase",
    });
    expect(
      refusal(head, "assign", { role: "supervisor", id: "s" }, { note: { assignee: wang.id } }),
    ).toMatchObject({ guard: "notToApplicant" });
  });

  test("reminds before the day and lapses after it, each once, and is no end of the department's", async () => {
    const store = memoryCaseStore();
    await store.write(filed(), { form, person });
    let now = tuesday;
    const sweep = async (at: string) => {
      now = at;
      return (await sweepDeadlines({ store, calendar: async () => calendar, now: () => now }, [department]))
        .done;
    };
    expect(await sweep(tuesday)).toEqual({});
    expect(await sweep(instant("2026-09-29"))).toEqual({ markNearDue: 1 });
    expect(await sweep(instant("2026-09-29T11:00"))).toEqual({});
    expect(await sweep(instant("2026-10-08"))).toEqual({});
    expect(await sweep(instant("2026-10-09"))).toEqual({ expireApplication: 1 });
    const ended = (await store.read(filed().caseNumber)) as CaseHead;
    expect(lastStep(ended)).toEqual(["applicationExpired", "terminated"]);
    expect(ended.clock).not.toHaveProperty("nextCheckAt");
    const days = [instant("2026-09-17"), instant("2026-10-30")] as const;
    expect(await store.between("byEnd", department, ...days)).toEqual([]);
    expect(await store.between("byGivingUp", department, ...days)).toMatchObject([
      { caseNumber: ended.caseNumber, state: "terminated", givenUpAt: instant("2026-10-09") },
    ]);
  });

  test("a confirmation after the day is refused with that day, also before the sweep has come", () => {
    const late = instant("2026-10-09");
    expect(refusal(filed(), "confirmApplication", wang, { party: 0 }, late)).toMatchObject({
      guard: "confirmedInTime",
      facts: { endedOn: "2026-10-08" },
    });
  });

  test("ends when one of them declines, or one who has agreed takes it back before all have", () => {
    const declined = act(filed(2), "declineApplication", zhao, { party: 1, note: { reason: "没有谈妥" } });
    expect(lastStep(declined)).toEqual(["applicationDeclined", "terminated"]);
    expect(refusal(declined, "confirmApplication", wang, { party: 0 })).toMatchObject({ kind: "state" });
    const half = act(filed(2), "confirmApplication", wang, { party: 0 });
    for (const actor of [citizen, wang])
      expect(lastStep(act(half, "withdraw", actor))).toEqual(["withdrawn", "withdrawn"]);
    expect(refusal(half, "withdraw", zhao)).toMatchObject({ kind: "role" });
  });

  test("once received it is withdrawn by all together, where the item says so", () => {
    const head = act(confirmed(2), "passPreReview", clerk);
    expect(refusal(head, "withdraw", citizen)).toMatchObject({ guard: "withdrawalAgreed" });
    const asked = act(head, "askWithdrawal", citizen);
    expect(lastStep(asked)).toEqual(["withdrawalAsked", "awaitingAcceptance"]);
    expect(refusal(asked, "askWithdrawal", citizen)).toMatchObject({ guard: "withdrawalNotAsked" });
    expect(refusal(asked, "withdraw", wang)).toMatchObject({ guard: "withdrawalAgreed" });
    const both = act(asked, "askWithdrawal", wang);
    expect(refusal(both, "askWithdrawal", zhao)).toMatchObject({ guard: "withdrawalNotAsked" });
    expect(lastStep(act(both, "withdraw", zhao))).toEqual(["withdrawn", "withdrawn"]);
    expect(viewOf(both, zhao, tuesday).allowedActions).toContain("withdraw");
  });

  test("or by each of them, where it does not", () => {
    const { withdrawnByAll: _all, ...item } = filed().item;
    const head = act(filed(1, { item }), "confirmApplication", wang, { party: 0 });
    for (const actor of [citizen, wang]) {
      expect(refusal(head, "askWithdrawal", actor)).toMatchObject({ guard: "withdrawnByAll" });
      expect(act(head, "withdraw", actor).state).toBe("withdrawn");
    }
    expect(refusal(openSample(), "askWithdrawal", citizen)).toMatchObject({ guard: "withdrawnByAll" });
  });

  test("its record stays below 1 KB with real accounts, at every step of the way", () => {
    const applicantId = "a4f1c0de-52b7-4c6e-9d0b-3f1f6b1e7a21";
    const account: Actor = { role: "citizen", id: "b5f1c0de-52b7-4c6e-9d0b-3f1f6b1e7a22" };
    const request = { key: "0123456789abcdef", body: "0123456789abcdef" };
    const heads = [filed(1, { applicantId, actor: { role: "citizen", id: applicantId }, request })];
    for (const [action, actor] of [
      ["confirmApplication", account],
      ["passPreReview", clerk],
      ["accept", clerk],
      ["approve", reviewer],
      ["handOver", system],
      ["confirmDelivery", system],
    ] as [Command["action"], Actor][])
      heads.push(act(heads.at(-1) as CaseHead, action, actor, { party: 0, request }));
    const sizes = heads.map((head) =>
      itemBytes(marshall(caseRecord.toItem(head), { removeUndefinedValues: true })),
    );
    expect(
      sizes.filter((size) => size > 1024),
      JSON.stringify(sizes),
    ).toEqual([]);
  });
});
