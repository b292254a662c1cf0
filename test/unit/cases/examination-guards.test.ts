import { describe, expect, test } from "vitest";
import { decide } from "#shared/cases/decide.ts";
import type { Examination } from "#shared/cases/notes.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { openSample, reviewer, system, thursday, traceparent } from "./samples.ts";

const id = "9f86d081884c7d65";
const soon = "2099-01-01T15:59:59.999Z";
const before = "2020-01-01T15:59:59.999Z";
const one = (kind: Examination["kind"], state: string, owed?: Examination["owed"]): Examination => ({
  kind,
  id,
  version: 3,
  state,
  step: state,
  ...(owed && { owed }),
});

const accepted = (examinations: Examination[], examination?: CaseHead["item"]["examination"]): CaseHead => {
  const head = openSample();
  return {
    ...head,
    state: "accepted",
    ...(examinations.length > 0 && { examinations }),
    item: { ...head.item, ...(examination && { examination }) },
  };
};
function refusal(head: CaseHead, action: "approve" | "reject") {
  const result = decide(head, { action, actor: reviewer, traceparent }, thursday, calendar);
  return "refused" in result && result.refused.kind === "guard" ? result.refused : undefined;
}
const guardsOf = (head: CaseHead) => [refusal(head, "approve")?.guard, refusal(head, "reject")?.guard];

describe("a case is not decided while something is owed", () => {
  test.each([
    ["an inspection without a result", one("inspection", "scheduled", { until: soon }), "inspectionsOver"],
    ["a hearing that was asked for", one("hearing", "owed", { until: before }), "hearingsOver"],
    ["a right to a hearing", one("hearing", "announced", { until: soon, lapses: true }), "hearingsOver"],
    ["a third party not informed", one("interestedParty", "named", { until: before }), "partiesHeard"],
    ["a statement's days", one("interestedParty", "informed", { until: soon, lapses: true }), "partiesHeard"],
  ] as const)("%s", (_what, examination, guard) => {
    const head = accepted([examination]);
    expect(guardsOf(head)).toEqual([guard, guard]);
    expect(refusal(head, "reject")?.facts?.until).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  test("what nobody used in time is over by its own date, before a sweep says so", () => {
    for (const kind of ["hearing", "interestedParty"] as const)
      expect(guardsOf(accepted([one(kind, "announced", { until: before, lapses: true })]))).toEqual([
        undefined,
        undefined,
      ]);
  });

  test("approval rests on the last inspection; rejection may rest on a failed one", () => {
    expect(guardsOf(accepted([one("inspection", "failed")]))).toEqual(["inspectionPassed", undefined]);
    const later = { ...one("inspection", "passed"), id: "0000000000000001" };
    expect(guardsOf(accepted([one("inspection", "failed"), later]))).toEqual([undefined, undefined]);
  });

  test("where the law asks for it, there has to be one", () => {
    expect(guardsOf(accepted([], ["inspection"]))).toEqual(["inspectionPassed", undefined]);
    expect(guardsOf(accepted([one("inspection", "cancelled")], ["inspection"]))[0]).toBe("inspectionPassed");
    expect(guardsOf(accepted([one("inspection", "passed")], ["inspection"]))).toEqual([undefined, undefined]);
    expect(guardsOf(accepted([], ["hearing"]))).toEqual(["hearingProvided", "hearingProvided"]);
    expect(guardsOf(accepted([one("hearing", "lapsed")], ["hearing"]))[0]).toBe("hearingProvided");
    expect(guardsOf(accepted([one("hearing", "closed")], ["hearing"]))).toEqual([undefined, undefined]);
    expect(guardsOf(accepted([], ["hearingRight"]))[1]).toBe("hearingProvided");
    expect(guardsOf(accepted([one("hearing", "lapsed")], ["hearingRight"]))).toEqual([undefined, undefined]);
    expect(guardsOf(accepted([], ["interestedParty"]))[1]).toBe("partiesNamed");
    expect(guardsOf(accepted([one("interestedParty", "agreed")], ["interestedParty"]))).toEqual([
      undefined,
      undefined,
    ]);
  });
});

test("of two messages about one thing the older is in the history, and moves nothing", () => {
  const record = (head: CaseHead, examination: Examination) =>
    decide(
      head,
      { action: "recordExamination", actor: system, traceparent, note: { examination } },
      thursday,
      calendar,
    );
  const head = accepted([one("hearing", "owed", { until: soon })]);
  const [known] = head.examinations ?? [];
  const earlier = { ...one("hearing", "announced"), version: (known?.version ?? 9) - 1 };
  expect(record(head, earlier)).toMatchObject({
    record: {
      examinations: head.examinations,
      lastEvent: { name: "examinationRecorded", details: { examination: earlier } },
    },
  });
  if (known) expect(record(head, known)).toMatchObject({ refused: { guard: "examinationNewer" } });
  const newer = record(head, { ...one("hearing", "closed"), version: 7 });
  expect(newer).toMatchObject({ record: { examinations: [{ state: "closed", version: 7 }] } });
});
