import { describe, expect, test } from "vitest";
import type { ServiceItem } from "#shared/catalogue/item.ts";
import { inSituation } from "#shared/catalogue/situation.ts";
import { type IssueDeps, issueForCase } from "#shared/payments/issue-for-case.ts";
import { payment } from "#shared/payments/record.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { form, openSample, person, steadyCalendar, thursday, traceparent } from "#test/unit/cases/samples.ts";
import { baseItem } from "#test/unit/catalogue/base-item.ts";
import { soundSituation } from "#test/unit/catalogue/situation-mutations.ts";

/** Whoever owns pays for the entry alone. */
function charged(): ServiceItem {
  const situation = soundSituation();
  for (const outcome of situation.outcomes) if (outcome.id === "owned") outcome.fees = ["entry"];
  const charge = (feeId: string, amountFen: number) => ({
    feeId,
    name: { zh: feeId, en: feeId },
    amountFen,
    basis: "《收费标准》",
  });
  return {
    ...baseItem(),
    situation,
    fee: { charged: true, dueBefore: "decision", items: [charge("entry", 8000), charge("survey", 20_000)] },
  };
}

describe("what a case costs", () => {
  const linesIn = async (situation?: Record<string, string>) => {
    const head = openSample();
    const deps: IssueDeps = {
      payments: memoryRecordStore(payment),
      cases: {
        recordOf: async () => ({
          head: { ...head, item: { ...head.item, fee: "decision" } },
          person: person.person,
          form: { ...form, ...(situation && { situation }) },
        }),
      },
      items: {
        version: async (_itemCode, version, answers) => ({ item: inSituation(charged(), answers), version }),
      },
      now: () => thursday,
      calendar: steadyCalendar,
    };
    const actor = { role: "system", id: "cases" } as const;
    const asked = { caseNumber: head.caseNumber, attempt: 1, actor, trace: traceparent };
    return (await issueForCase(deps, asked, "decision"))?.lines.map(({ feeId }) => feeId);
  };

  test("is what the applicant's situation costs", async () => {
    expect(await linesIn({ own: "yes" })).toEqual(["entry"]);
    expect(await linesIn({ own: "no", lease: "yes" })).toEqual(["entry", "survey"]);
  });

  test("is all that the item costs where nobody told a situation, or nobody was sure", async () => {
    expect(await linesIn()).toEqual(["entry", "survey"]);
    expect(await linesIn({ own: "unsure" })).toEqual(["entry", "survey"]);
  });
});
