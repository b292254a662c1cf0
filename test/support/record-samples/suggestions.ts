import { type Suggestion, suggestion } from "#test/toy/shared/suggestions/record.ts";
import { caseNumberNo, department } from "#test/unit/ratings/samples.ts";
import { day, type RecordSamples, step } from "./samples.ts";

export const suggestions: RecordSamples<Suggestion> = {
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
