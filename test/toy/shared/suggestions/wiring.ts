import { caseEvents } from "#events/case.ts";
import { calendar, deadLetters, pageMarks, table } from "#shared/kernel/needs.ts";

export const needs = {
  api: {
    ...pageMarks,
    SUGGESTIONS_TABLE: table(
      "suggestions",
      "get",
      "getMany",
      "query",
      "query:open",
      "query:byDepartment",
      "put",
    ),
    CASES_TABLE: table("cases", "get"),
    CALENDAR_TABLE: calendar,
  },
  follow: {
    SUGGESTIONS_TABLE: table("suggestions", "get", "query:byCase", "put"),
    DEAD_LETTER_QUEUE_URL: deadLetters,
  },
  deadlines: { SUGGESTIONS_TABLE: table("suggestions", "get", "query:open", "put") },
};

export const follows = { withdrawn: caseEvents.withdrawn };
