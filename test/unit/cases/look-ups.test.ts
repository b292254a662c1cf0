import { describe, expect, test } from "vitest";
import { shippedCatalogue } from "#data/index.ts";
import { lookedUp } from "#functions/cases/case-review/looked-up.ts";
import { bodySchemaOf } from "#shared/cases/action-bodies.ts";
import type { Command } from "#shared/cases/command.ts";
import { allowedActions, decide } from "#shared/cases/decide.ts";
import { type Identified, lookUpsFor, lookUpsIn, owedAfter, withRecorded } from "#shared/cases/look-ups.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { memoryCaseStore } from "#test/support/memory-case-store.ts";
import { citizen, clerk, form, openSample, person, reviewer, system, traceparent } from "./samples.ts";

const monday = "2026-09-21T02:00:00.000Z";
const lookUp = (materialId: string) => ({
  materialId,
  source: "河南省政务数据共享平台",
  result: "found" as const,
  lookedUpOn: "2026-09-21",
});
type Step = [Command["action"], Command["actor"], Command["note"]?];
const take = (head: CaseHead, [action, actor, note]: Step) =>
  decide(head, { action, actor, traceparent, ...(note && { note }) }, monday, calendar);
function play(head: CaseHead, ...steps: Step[]): CaseHead {
  return steps.reduce((before, step) => {
    const decision = take(before, step);
    if ("refused" in decision) throw new Error(`${step[0]}: ${JSON.stringify(decision.refused)}`);
    return decision.record;
  }, head);
}

describe("materials that another office holds (免提交)", () => {
  const item = shippedCatalogue().find(({ materials }) =>
    materials.some(({ materialId }) => materialId === "exam-result"),
  );
  if (!item) throw new Error("the item is gone");

  const signedIn = { idType: "residentId", by: "signIn" } as const;
  const day = "2026-09-21";
  const owedOf = (one: typeof item, form: Parameters<typeof lookUpsFor>[1], who: Identified = signedIn) =>
    lookUpsFor({ item: one }, form, who, day).owed;

  test("are looked up where the applicant has not supplied them, a licence for them or not", () => {
    expect(owedOf(item, { materials: [] })).toEqual(["exam-result"]);
    const supplied = [{ materialId: "exam-result", documentId: "a" }];
    expect(owedOf(item, { materials: supplied })).toEqual([]);
    expect(owedOf(item, { materials: [], commitments: ["exam-result"] })).toEqual([]);
    const lookUps = [lookUp("exam-result")];
    expect(owedOf(item, { materials: [], lookUps })).toEqual([]);
    const food = shippedCatalogue().find(({ name }) => name.zh === "食品经营许可（新办）");
    expect(food && owedOf(food, { materials: [] })).toEqual(["business-licence"]);
    const authorised = [{ materialId: "business-licence", licenceId: "a", authorised: true as const }];
    expect(food && owedOf(food, { materials: [], licences: authorised })).toEqual([]);
    expect(food && owedOf(food, { materials: [] }, { idType: "uscc", by: "signIn" })).toEqual([]);
  });

  test("are owed by many items, identity cards by none that is applied for in person", () => {
    const owing = shippedCatalogue().flatMap((one) =>
      owedOf(one, { materials: [] }).map(
        (id) => one.materials.find(({ materialId }) => materialId === id)?.licenceType,
      ),
    );
    expect(owing.length).toBeGreaterThan(40);
    expect(owing).not.toContain("居民身份证");
  });

  test("count as seen where who applies showed their own document", () => {
    const seenOf = (by: Identified["by"]) =>
      lookUpsFor({ item }, { materials: [] }, { idType: "residentId", by }, day).seen;
    const seen = { materialId: "id-card", result: "found", lookedUpOn: day };
    expect(seenOf("signIn")).toEqual([{ ...seen, source: "实名认证" }]);
    expect(seenOf("originalSeen")).toEqual([{ ...seen, source: "窗口核验原件" }]);
    expect(seenOf(undefined)).toEqual([]);
    expect(owedOf(item, { materials: [] }, { idType: "residentId" })).toEqual(["id-card", "exam-result"]);
  });

  test("are settled by what the applicant brings later, and owed again without it", () => {
    type Supplied = { materials: { materialId: string; documentId: string }[] };
    const bare: Supplied = { materials: [] };
    const brought = { materials: [{ materialId: "exam-result", documentId: "a" }] };
    const revisedFrom = (owed: string[], before: Supplied, next: Supplied) =>
      owedAfter({ item }, { owed, before, next }, signedIn, day);
    expect(revisedFrom(["exam-result"], bare, brought)).toEqual([]);
    expect(revisedFrom(["exam-result"], bare, bare)).toEqual(["exam-result"]);
    expect(revisedFrom([], brought, bare)).toEqual(["exam-result"]);
    // It was looked up in between.
    expect(revisedFrom([], bare, bare)).toEqual([]);
  });

  test("stand in the record as the latest revision leaves them", () => {
    const waiting = play(openSample({ lookUps: ["exam-result"] }), [
      "requestSupplement",
      clerk,
      { reason: "请补正。", notice: { materials: [], fields: [] } },
    ]);
    const supplement = (lookUps?: string[]) => {
      const form = { revision: 2, deferredUntil: undefined, lookUps };
      const decision = decide(
        waiting,
        { action: "supplement", actor: citizen, traceparent, form },
        monday,
        calendar,
      );
      return "record" in decision ? decision.record.lookUps : decision;
    };
    expect(supplement(undefined)).toEqual(["exam-result"]);
    expect(supplement([])).toBeUndefined();
  });

  test("keep a case from being accepted and approved, by name, until each has a result", () => {
    const ready = play(openSample({ lookUps: ["exam-result", "tax-receipt"] }), ["passPreReview", clerk]);
    expect(take(ready, ["accept", clerk])).toMatchObject({
      refused: { guard: "lookUpsGiven", facts: { materials: ["exam-result", "tax-receipt"] } },
    });
    const one = play(ready, ["recordLookUp", clerk, { lookUps: [lookUp("exam-result")] }]);
    expect(one.lookUps).toEqual(["tax-receipt"]);
    expect(take(one, ["recordLookUp", clerk, { lookUps: [lookUp("exam-result")] }])).toMatchObject({
      refused: { guard: "lookUpOwed" },
    });
    const deemed = play({ ...one, state: "awaitingAcceptance" }, ["deemAccepted", system]);
    expect(take(deemed, ["approve", reviewer])).toMatchObject({ refused: { guard: "lookUpsRecorded" } });
    const done = play(
      deemed,
      ["recordLookUp", reviewer, { lookUps: [lookUp("tax-receipt")] }],
      ["approve", reviewer],
    );
    expect([done.state, done.lookUps]).toEqual(["approved", undefined]);
  });

  test("are given with the acceptance that they are owed for, all of them or it is refused", () => {
    const ready = play(openSample({ lookUps: ["exam-result", "tax-receipt"] }), ["passPreReview", clerk]);
    expect(allowedActions(ready, clerk, monday)).toContain("accept");
    const [first, second] = [lookUp("exam-result"), lookUp("tax-receipt")];
    expect(take(ready, ["accept", clerk, { lookUps: [first] }])).toMatchObject({
      refused: { guard: "lookUpsGiven", facts: { materials: ["tax-receipt"] } },
    });
    const accepted = play(ready, ["accept", clerk, { lookUps: [first, second] }]);
    expect([accepted.state, accepted.lookUps]).toEqual(["accepted", undefined]);
    expect(lookUpsIn([accepted.lastEvent])).toEqual([first, second]);
    const part = play(ready, ["recordLookUp", clerk, { lookUps: [second] }]);
    expect(play(part, ["accept", clerk, { lookUps: [first] }]).state).toBe("accepted");
    const instant = openSample({ lookUps: ["exam-result"], item: { ...ready.item, instant: true } });
    expect(play(instant, ["decideOnTheSpot", reviewer, { lookUps: [first] }]).state).toBe("approved");
  });

  test("of what is said with the acceptance each is owed, said once and of a day that has come", async () => {
    const { check } = await lookedUp(() => monday, "lookUps")(openSample({ lookUps: ["exam-result"] }), {
      note: {
        lookUps: [
          { ...lookUp("exam-result"), lookedUpOn: "2026-09-22" },
          lookUp("exam-result"),
          lookUp("tax-receipt"),
        ],
      },
      body: {},
      caller: { role: "clerk", id: "a", name: "陈晨", identityLevel: "realName", secondFactor: true },
    });
    await expect(check?.()).rejects.toMatchObject({
      errors: [
        { path: "body/lookUps/0/lookedUpOn" },
        { path: "body/lookUps/1/materialId", code: "repeated" },
        { path: "body/lookUps/2/materialId", code: "notOwed" },
      ],
    });
  });

  test("are there for the case that begins with this one's form, whichever step recorded them", async () => {
    const store = memoryCaseStore();
    const lookUps = ["exam-result", "tax-receipt"];
    const [first, second] = [lookUp("exam-result"), lookUp("tax-receipt")];
    const opened = openSample({ lookUps });
    const asked = play(opened, ["recordLookUp", clerk, { lookUps: [first] }]);
    const reviewed = play(asked, ["passPreReview", clerk]);
    const accepted = play(reviewed, ["accept", clerk, { lookUps: [second] }]);
    for (const head of [opened, asked, reviewed, accepted]) await store.write(head, { form, person });
    const copy = await withRecorded(store, accepted, form);
    expect(copy.lookUps).toEqual([first, second]);
    expect(owedOf(item, copy)).toEqual([]);
  });

  test("have a reason in writing where nothing was found, or nobody could be asked", () => {
    const schema = bodySchemaOf("recordLookUp");
    for (const result of ["notFound", "unavailable"]) {
      const body = { ...lookUp("exam-result"), result };
      expect(schema.safeParse(body).success).toBe(false);
      expect(schema.safeParse({ ...body, reason: "共享接口没有开通" }).success).toBe(true);
    }
    expect(schema.safeParse(lookUp("exam-result")).success).toBe(true);
    const together = { lookUps: [{ ...lookUp("exam-result"), result: "notFound" }] };
    expect(bodySchemaOf("accept").safeParse(together).error?.issues[0]?.path).toEqual([
      "lookUps",
      0,
      "reason",
    ]);
  });
});
