import { marshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, test } from "vitest";
import { itemBytes } from "#local/engine/dynamodb/item-bytes.ts";
import type { Command } from "#shared/cases/command.ts";
import { allowedActions, decide } from "#shared/cases/decide.ts";
import { casesPublic } from "#shared/cases/public.ts";
import { type CaseHead, caseRecord } from "#shared/cases/record.ts";
import { isRemedyOpen } from "#shared/cases/remedies.ts";
import { isListed } from "#shared/cases/states.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { HistoryBehindError } from "#shared/kernel/records/record-store.ts";
import { memoryCaseStore } from "#test/support/memory-case-store.ts";
import { remedyCarriedOut } from "../../../functions/cases/case-review/remedies.ts";
import { clerk, leader, openSample, reviewer, supervisor, system, traceparent } from "./samples.ts";

const monday = "2026-09-21T02:00:00.000Z";
type Step = [Command["action"], Command["actor"], Partial<Command>?];

function play(head: CaseHead, ...steps: Step[]): CaseHead {
  return steps.reduce((before, [action, actor, more]) => {
    const decision = decide(before, { action, actor, traceparent, ...more }, monday, calendar);
    if ("refused" in decision) throw new Error(`${action}: ${JSON.stringify(decision.refused)}`);
    return decision.record;
  }, head);
}
const refusalOf = (head: CaseHead, [action, actor, more]: Step) => {
  const decision = decide(head, { action, actor, traceparent, ...more }, monday, calendar);
  if ("record" in decision) return "done";
  return decision.refused.kind === "guard" ? decision.refused.guard : decision.refused.kind;
};

const applicantId = "a4f1c0de-52b7-4c6e-9d0b-3f1f6b1e7a21";
const longest = (role: "clerk" | "reviewer") => ({
  role,
  id: `7c1f2a44-0b7e-4d0e-9a31-${role.padEnd(12, "0")}`,
  department: "1001",
});
const ended = (opening = {}): CaseHead =>
  play(
    openSample({ receive: "window", ...opening }),
    ["passPreReview", clerk],
    ["accept", clerk],
    ["reject", reviewer],
    ["collect", clerk, { note: { collection: { how: "code", relation: "self" } } }],
  );
const remedy = {
  kind: "reconsideration",
  organ: "周口市川汇区人民政府",
  number: "川汇政复〔2026〕18号",
  receivedOn: "2026-09-18",
} as const;
const received: Step = ["recordRemedy", reviewer, { note: { remedy } }];
type Outcome = NonNullable<NonNullable<Command["note"]>["remedyOutcome"]>;
const outcome = (one: Outcome["outcome"], more: Partial<Outcome> = {}): Step => [
  "recordRemedyOutcome",
  reviewer,
  {
    note: {
      reason: "主要事实不清",
      remedyOutcome: {
        outcome: one,
        number: "川汇政复决〔2026〕18号",
        decidedOn: "2026-09-19",
        servedOn: "2026-09-20",
        ...more,
      },
    },
  },
];
const anew = "411602100120260921ABCDEFG";
const within = { days: 30, unit: "calendarDay" } as const;

describe("what becomes of a decision afterwards", () => {
  test("is recorded after it, one at a time, by the department that made it", () => {
    const open = openSample();
    expect(refusalOf(open, received)).toBe("state");
    const over = ended();
    expect(refusalOf(over, ["recordRemedy", clerk, { note: { remedy } }])).toBe("role");
    expect(refusalOf(over, ["recordRemedy", { ...reviewer, department: "1002" }, { note: { remedy } }])).toBe(
      "role",
    );
    expect(refusalOf(over, outcome("upheld"))).toBe("remedyOpen");
    const questioned = play(over, received);
    expect([questioned.state, questioned.remedy]).toEqual(["completed", { kind: "reconsideration" }]);
    expect(refusalOf(questioned, received)).toBe("remedyOver");
    // It is in the worklist until it is over.
    expect([isListed(over), isListed(questioned)]).toEqual([false, true]);
    expect(caseRecord.eventOf(questioned)?.data).toMatchObject({ remedy: { kind: "reconsideration" } });
    const whole = { ...over, parts: [{ code: "1".repeat(31) }] };
    expect(refusalOf(whole, received)).toBe("notJoint");
  });

  test.each(["upheld", "dismissed", "withdrawn", "mediated", "declaredUnlawful"] as const)(
    "changes nothing when it is %s, and a lawsuit may follow",
    (one) => {
      const over = play(ended(), received, outcome(one));
      expect(over.remedy).toMatchObject({ outcome: one });
      expect(isListed(over)).toBe(false);
      expect(refusalOf(over, ["carryOutRemedy", leader])).toBe("remedyToCarryOut");
      expect(refusalOf(over, ["recordRemedy", reviewer, { note: { remedy } }])).toBe("done");
    },
  );

  test("takes two persons where the decision is lost; until then it can be put right", () => {
    const lost = play(ended(), received, outcome("revoked"));
    expect(isListed(lost)).toBe(true);
    const self = { ...leader, id: reviewer.id };
    expect(refusalOf(lost, ["carryOutRemedy", self])).toBe("anotherCarriesOut");
    expect(refusalOf(lost, ["carryOutRemedy", reviewer])).toBe("role");
    const corrected = play(lost, outcome("decideAnew", { within }));
    expect(corrected.remedy).toMatchObject({ outcome: "decideAnew", within: "30n", from: "2026-09-20" });
    for (const who of [leader, supervisor]) {
      const done = play(corrected, ["carryOutRemedy", who, { note: { anew, reason: "按复议决定办理" } }]);
      expect([done.state, done.decision, done.endedAt]).toEqual(["completed", "rejected", monday]);
      expect(done.remedy).toMatchObject({ carriedOut: true, anew });
      expect(isListed(done)).toBe(false);
      expect(refusalOf(done, received)).toBe("notDecidedAnew");
      expect(allowedActions(done, reviewer, monday)).toEqual(["recordService", "correctDecision"]);
    }
  });

  test("waits with its effect until the result has reached the applicant", () => {
    const decided = play(
      openSample({ receive: "window" }),
      ["passPreReview", clerk],
      ["accept", clerk],
      ["approve", reviewer],
    );
    const lost = play(decided, received, outcome("revoked"));
    expect(refusalOf(lost, ["carryOutRemedy", leader])).toBe("state");
  });

  test("takes a second write unit only while it is in the worklist, beside what a step keeps in words and details", () => {
    const heads = [
      openSample({
        applicantId,
        actor: { role: "citizen", id: applicantId },
        request: { key: "0123456789abcdef", body: "0123456789abcdef" },
      }),
    ];
    const own = { clerk: longest("clerk"), reviewer: longest("reviewer") };
    const steps: Step[] = [
      ["passPreReview", own.clerk],
      ["accept", own.clerk],
      ["approve", own.reviewer],
      ["handOver", system],
      ["confirmDelivery", system],
      ["recordRemedy", own.reviewer, { note: { remedy } }],
      [outcome("decideAnew", { within })[0], own.reviewer, outcome("decideAnew", { within })[2]],
      ["carryOutRemedy", leader, { note: { anew, reason: "按复议决定办理" } }],
    ];
    for (const step of steps) heads.push(play(heads.at(-1) as CaseHead, step));
    const sizes = heads.map((head) => {
      const { details: _kept, written: _written, ...lastEvent } = head.lastEvent;
      const item = caseRecord.toItem({ ...head, lastEvent });
      return itemBytes(marshall(item, { removeUndefinedValues: true }));
    });
    const isOver = heads.map((head) => !isRemedyOpen(head));
    expect(
      sizes.filter((size, place) => size > (isOver[place] ? 1024 : 1280)),
      JSON.stringify(sizes),
    ).toEqual([]);
  });
});

describe("what is carried out while the history is behind", () => {
  /** A case with its history as far as the relay has written it. */
  async function kept(...steps: Step[]) {
    const store = memoryCaseStore();
    let head = openSample({ receive: "window" });
    await store.write(head);
    for (const step of [
      ["passPreReview", clerk],
      ["accept", clerk],
      ["reject", reviewer],
      ["collect", clerk, { note: { collection: { how: "code", relation: "self" } } }],
      ...steps,
    ] as Step[]) {
      head = play(head, step);
      await store.write(head);
    }
    const behind = (versions: number): typeof store => ({
      ...store,
      async history(id, query) {
        const { items, next } = await store.history(id, query);
        return { items: items.filter(({ version }) => version <= head.version - versions), next };
      },
    });
    return { head, behind };
  }

  test("waits until the suit and its outcome are there, and takes no earlier one for it", async () => {
    const { head, behind } = await kept(received, outcome("revoked"));
    const carriedOut = (versions: number) =>
      remedyCarriedOut(behind(versions), () => monday)(head, { note: {} } as never);
    // The last step is told by the record itself.
    for (const versions of [0, 1])
      expect(await carriedOut(versions)).toMatchObject({
        note: { remedy: { number: remedy.number }, remedyOutcome: { outcome: "revoked" } },
      });
    await expect(carriedOut(2)).rejects.toThrow(HistoryBehindError);
    await expect(carriedOut(head.version)).rejects.toThrow(HistoryBehindError);
  });

  test("says of nobody that they had no part in a case while a step is not there", async () => {
    const { head, behind } = await kept(received);
    const { factsOf, handlersOf } = casesPublic(behind(1));
    const both = [clerk.id, reviewer.id].toSorted();
    expect((await handlersOf(head.caseNumber)).toSorted()).toEqual(both);
    const known = await factsOf(head.caseNumber);
    const unread = casesPublic({ ...behind(1), read: () => Promise.reject(new Error("read once more")) });
    expect((await unread.handlersOf(head.caseNumber, known)).toSorted()).toEqual(both);
    await expect(casesPublic(behind(2)).handlersOf(head.caseNumber)).rejects.toThrow(HistoryBehindError);
  });
});
