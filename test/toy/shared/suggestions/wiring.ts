import { caseEvents } from "#events/case.ts";
import { deadLetters, read, readWrite } from "#shared/kernel/needs.ts";

const own = { SUGGESTIONS_TABLE: readWrite("suggestions") };

export const needs = {
  api: { ...own, CASES_TABLE: read("cases"), CALENDAR_TABLE: read("calendar") },
  follow: { ...own, DEAD_LETTER_QUEUE_URL: deadLetters },
  deadlines: own,
};

export const follows = { withdrawn: caseEvents.withdrawn };
