import type { RecordDefinition, RecordOf } from "#shared/kernel/records/record.ts";
import { type Order, rectification, rectificationIdOf } from "#shared/rectifications/record.ts";
import { type Suggestion, suggestion } from "#test/toy/shared/suggestions/record.ts";
import { caseNumberNo, department, itemCode, traceparent } from "#test/unit/ratings/samples.ts";

/** What the contract suite knows of one kind of record. */
export type RecordSamples<Rec extends RecordOf<object> = RecordOf<object>> = {
  definition: RecordDefinition<Rec>;
  /** Version 1. All share every partition, and a higher serial number (1 to 99) comes later in every index. */
  make(serial: number): Rec;
  /** The next version, by which it leaves the lists of what is open. */
  end(record: Rec): Rec;
};

const day = (serial: number): string => new Date(Date.UTC(2026, 2, serial, 2)).toISOString();
const step = { at: day(1), trace: traceparent, actor: { role: "system", id: "ratings" } };

const orders: RecordSamples<Order> = {
  definition: rectification,
  make: (serial) =>
    rectification.first(
      {
        rectificationId: rectificationIdOf(caseNumberNo(serial), "completion"),
        caseNumber: caseNumberNo(serial),
        stage: "completion",
        itemCode,
        department,
        applicantId: "citizen-1",
        level: "dissatisfied",
        anonymous: false,
        state: "opened",
        openedAt: day(serial),
        appealBy: day(serial + 1),
        dueAt: day(serial + 2),
        calls: [],
        escalated: [],
      },
      { event: "opened", ...step },
    ),
  end: (order) =>
    rectification.next(
      order,
      { state: "closed", outcome: "rectified", told: { how: "telephone", words: "已告知", at: day(9) } },
      { event: "closed", ...step, words: "已告知" },
    ),
};

const suggestions: RecordSamples<Suggestion> = {
  definition: suggestion,
  make: (serial) =>
    suggestion.first(
      {
        suggestionId: serial.toString(16).padStart(16, "0"),
        caseNumber: caseNumberNo(1),
        department,
        authorId: "citizen-1",
        text: "请在门口放一把椅子",
        state: "open",
        madeAt: day(serial),
        dueAt: day(serial + 5),
      },
      { event: "made", ...step },
    ),
  end: (record) =>
    suggestion.next(record, { state: "answered" }, { event: "answered", ...step, words: "已放置" }),
};

/** A context's records need a line here: the suite refuses those that have none. */
export const recordSamples: RecordSamples[] = [orders, suggestions] as unknown as RecordSamples[];
