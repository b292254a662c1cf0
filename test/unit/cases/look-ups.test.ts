import { describe, expect, test } from "vitest";
import { shippedCatalogue } from "#data/index.ts";
import { bodySchemaOf } from "#shared/cases/action-bodies.ts";
import type { Command } from "#shared/cases/command.ts";
import { decide } from "#shared/cases/decide.ts";
import { type Identified, lookUpsFor } from "#shared/cases/look-ups.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { clerk, openSample, reviewer, system, traceparent } from "./samples.ts";

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

  test("keep a case from being accepted and approved, by name, until each has a result", () => {
    const ready = play(openSample({ lookUps: ["exam-result", "tax-receipt"] }), ["passPreReview", clerk]);
    expect(take(ready, ["accept", clerk])).toMatchObject({
      refused: { guard: "lookUpsRecorded", facts: { materials: ["exam-result", "tax-receipt"] } },
    });
    const one = play(ready, ["recordLookUp", clerk, { lookUp: lookUp("exam-result") }]);
    expect(one.lookUps).toEqual(["tax-receipt"]);
    expect(take(one, ["recordLookUp", clerk, { lookUp: lookUp("exam-result") }])).toMatchObject({
      refused: { guard: "lookUpOwed" },
    });
    const deemed = play({ ...one, state: "awaitingAcceptance" }, ["deemAccepted", system]);
    expect(take(deemed, ["approve", reviewer])).toMatchObject({ refused: { guard: "lookUpsRecorded" } });
    const done = play(
      deemed,
      ["recordLookUp", reviewer, { lookUp: lookUp("tax-receipt") }],
      ["approve", reviewer],
    );
    expect([done.state, done.lookUps]).toEqual(["approved", undefined]);
  });

  test("have a reason in writing where nothing was found, or nobody could be asked", () => {
    const schema = bodySchemaOf("recordLookUp");
    for (const result of ["notFound", "unavailable"]) {
      const body = { ...lookUp("exam-result"), result };
      expect(schema.safeParse(body).success).toBe(false);
      expect(schema.safeParse({ ...body, reason: "共享接口没有开通" }).success).toBe(true);
    }
    expect(schema.safeParse(lookUp("exam-result")).success).toBe(true);
  });
});
