import { marshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, test } from "vitest";
import { itemBytes } from "#local/engine/dynamodb/item-bytes.ts";
import type { Actor, Command } from "#shared/cases/command.ts";
import { allowedActions, decide } from "#shared/cases/decide.ts";
import { type CaseHead, caseRecord } from "#shared/cases/record.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { wordsOf } from "#shared/kernel/records/last-event.ts";
import type { HistoryEntry } from "#shared/kernel/records/record-store.ts";
import { versionsOf } from "#shared/kernel/records/replay.ts";
import { verifyChain } from "#shared/kernel/records/verify-chain.ts";
import { caseEntries, caseEntryItem } from "#test/support/case-history.ts";
import {
  citizen,
  clerk,
  department,
  leader,
  openSample,
  reviewer,
  system,
  thursday,
  traceparent,
} from "./samples.ts";

const friday = "2026-09-18T02:00:00.000Z";
const law = {
  ...openSample().item,
  extension: "10w",
  procedures: [{ kind: "expertReview" as const, maxDays: 60 }],
};

function act(
  head: CaseHead,
  action: Command["action"],
  actor: Actor,
  more: Partial<Command> = {},
  now = friday,
) {
  const result = decide(head, { action, actor, traceparent, ...more }, now, calendar);
  if ("refused" in result) throw new Error(`${action} was refused: ${JSON.stringify(result)}`);
  return result.record;
}

function refusal(head: CaseHead, action: Command["action"], actor: Actor) {
  const result = decide(head, { action, actor, traceparent }, friday, calendar);
  if (!("refused" in result)) return undefined;
  const { refused } = result;
  return refused.kind === "guard" ? { kind: refused.kind, guard: refused.guard } : { kind: refused.kind };
}

describe("decide", () => {
  test("the straight way, with each version's event chained to the one before", () => {
    const heads = [openSample()];
    const step = (action: Command["action"], actor: Actor, more: Partial<Command> = {}) =>
      heads.push(act(heads.at(-1) as CaseHead, action, actor, more));
    step("passPreReview", clerk);
    step("accept", reviewer);
    step("approve", reviewer, { note: { reason: "材料齐全" } });
    step("handOver", system);
    step("confirmDelivery", system);
    expect(heads.map(({ state }) => state)).toEqual([
      "submitted",
      "awaitingAcceptance",
      "accepted",
      "approved",
      "delivering",
      "completed",
    ]);
    const entries = caseEntries(heads);
    expect(versionsOf<CaseHead>(caseRecord, heads[0]?.caseNumber ?? "", entries)).toEqual(heads);
    const headHash = heads.at(-1)?.hash;
    expect(verifyChain(entries, headHash)).toEqual({ ok: true });

    const [first, second, third, ...others] = entries as [HistoryEntry, HistoryEntry, HistoryEntry];
    expect(verifyChain([first, third, second, ...others], headHash)).toEqual({ ok: false, at: 2 });
    expect(verifyChain(entries.slice(0, -1), headHash)).toEqual({ ok: false, at: 5 });
    const changed = entries.map((entry) =>
      wordsOf(entry.privateNote)
        ? {
            ...entry,
            privateNote: { ...entry.privateNote, written: { salt: "x".repeat(16), words: "改过" } },
          }
        : entry,
    );
    expect(verifyChain(changed, headHash)).toEqual({ ok: false, at: 4 });
  });

  test("acceptance starts the legal clock: 2026-09-18 and 20 working days make 2026-10-22", () => {
    const accepted = act(act(openSample(), "passPreReview", clerk), "accept", reviewer);
    expect(accepted.clock).toMatchObject({
      startedAt: friday,
      dueAt: "2026-10-22T15:59:59.999Z",
      promisedDueAt: "2026-09-24T15:59:59.999Z",
    });
    expect(accepted.clock.provisional).toBeUndefined();
  });

  test("submission gives the office five working days to tell everything at once", () => {
    // 2026-09-20 is a Sunday that is worked.
    expect(openSample().clock).toEqual({
      receivedAt: thursday,
      noticeDueAt: "2026-09-23T15:59:59.999Z",
      nextCheckAt: "2026-09-22T15:59:59.999Z",
    });
  });

  test("deemed acceptance counts from receipt", () => {
    const head = act(openSample(), "deemAccepted", system, {}, "2026-09-28T00:00:00.000Z");
    expect(head.clock.startedAt).toBe(thursday);
    expect(caseRecord.eventOf(head)?.type).toBe("tongban.case.accepted.v1");
  });

  test("suspension stops the clock for as long as it lasts; one extension adds ten working days", () => {
    const accepted = act(act(openSample({ item: law }), "passPreReview", clerk), "accept", reviewer);
    const suspended = act(
      accepted,
      "suspend",
      reviewer,
      { note: { reason: "专家评审" } },
      "2026-09-21T01:00:00.000Z",
    );
    const resumed = act(suspended, "resume", reviewer, {}, "2026-09-23T01:00:00.000Z");
    expect(resumed.clock.dueAt).toBe("2026-10-26T15:59:59.999Z");
    const proposed = act(resumed, "proposeExtension", reviewer, { note: { reason: "案情复杂" } });
    const extended = act(proposed, "extend", leader, { note: { reason: "案情复杂" } });
    expect(extended.clock.dueAt).toBe("2026-11-09T15:59:59.999Z");
    expect(extended).not.toHaveProperty("proposal");
    expect(refusal(extended, "proposeExtension", reviewer)).toEqual({ kind: "guard", guard: "notExtended" });
  });

  test("a deadline past the calendar's edition is provisional", () => {
    const december = "2026-12-20T01:00:00.000Z";
    const head = act(
      act(openSample({}, december), "passPreReview", clerk, {}, december),
      "accept",
      reviewer,
      {},
      december,
    );
    expect(head.clock.provisional).toBe(true);
  });

  test("refusals say why: not from this state, not this role, not this department, condition not met", () => {
    const head = openSample();
    expect(refusal(head, "approve", reviewer)).toEqual({ kind: "state" });
    expect(refusal(head, "approve", clerk)).toEqual({ kind: "role" });
    expect(refusal(head, "passPreReview", citizen)).toEqual({ kind: "role" });
    expect(refusal(head, "passPreReview", { ...reviewer, department: "1002" })).toEqual({ kind: "role" });
    expect(refusal(head, "withdraw", { role: "citizen", id: "zhang-wei" })).toEqual({ kind: "role" });
    const byCourier = openSample({ item: { ...head.item, originals: true } });
    const waiting = act(byCourier, "passPreReview", clerk);
    expect(refusal(waiting, "accept", reviewer)).toEqual({ kind: "guard", guard: "originalsPresent" });
    expect(act(act(waiting, "receiveOriginals", system), "accept", reviewer).state).toBe("accepted");
  });

  test("what is allowed is listed for the person who asks", () => {
    const head = openSample();
    expect(allowedActions(head, citizen, friday)).toEqual(["urge", "correctPerson", "withdraw"]);
    expect(allowedActions(head, clerk, friday)).toEqual([
      "claim",
      "passPreReview",
      "returnForChange",
      "requestSupplement",
      "refuse",
      "urge",
      "correctPerson",
      "withdraw",
    ]);
    expect(allowedActions(head, { role: "clerk", id: "x", department: "9999" }, friday)).toEqual([]);
  });

  test("after a failed delivery the decision stands, approved or rejected", () => {
    const accepted = act(act(openSample(), "passPreReview", clerk), "accept", reviewer);
    const rejected = act(accepted, "reject", reviewer, { note: { reason: "不符合条件" } });
    const failed = act(act(rejected, "handOver", system), "failDelivery", system);
    expect(failed.state).toBe("rejected");
  });

  test("no personal data and no words in the event", () => {
    const head = act(openSample(), "returnForChange", clerk, { note: { reason: "李敏的身份证照片不清" } });
    expect(JSON.stringify(caseRecord.eventOf(head))).not.toContain("李敏");
    expect(head.department).toBe(department);
  });
});

describe("the record in the table", () => {
  const bytes = (item: object) => itemBytes(marshall(item, { removeUndefinedValues: true }));

  test("and in its history fits into 1 KB at every step of the straight way", () => {
    const request = { key: "0123456789abcdef", body: "0123456789abcdef" };
    const applicantId = "a4f1c0de-52b7-4c6e-9d0b-3f1f6b1e7a21";
    const heads = [openSample({ applicantId, actor: { role: "citizen", id: applicantId } })];
    const steps: [Command["action"], Actor][] = [
      ["passPreReview", clerk],
      ["accept", reviewer],
      ["approve", reviewer],
      ["handOver", system],
      ["confirmDelivery", system],
    ];
    for (const [action, actor] of steps)
      heads.push(act(heads.at(-1) as CaseHead, action, actor, { request }));
    const sizes = heads.map((head, index) => [
      bytes(caseRecord.toItem(head)),
      bytes({ ...caseEntryItem(head, heads[index - 1]), recordedAt: thursday }),
    ]);
    for (const head of heads) expect(caseRecord.fromItem(caseRecord.toItem(head))).toEqual(head);
    expect(
      sizes.flat().filter((size) => size > 1024),
      JSON.stringify(sizes),
    ).toEqual([]);
  });

  test("what a record holds is bounded: the 21st suspension and the 21st question are refused, and it stays readable", () => {
    let head = act(act(openSample({ item: law }), "passPreReview", clerk), "accept", reviewer);
    for (let round = 1; round <= 20; round += 1)
      head = act(act(head, "suspend", reviewer, { note: { reason: "现场核查" } }), "resume", reviewer);
    expect(refusal(head, "suspend", reviewer)).toMatchObject({
      guard: "suspensionsLeft",
    });
    for (let asked = 1; asked <= 20; asked += 1)
      head = act(head, "askOpinion", reviewer, {
        note: { reason: "请提出意见", opinion: { department: String(2000 + asked), text: "是否同意" } },
      });
    expect(refusal(head, "askOpinion", reviewer)).toMatchObject({ guard: "opinionsLeft" });
    expect(caseRecord.fromItem(caseRecord.toItem(head))).toEqual(head);
  });
});
