import { type CaseEventName, caseEvents } from "#events/case.ts";
import { deadLetters, objects, read, readWrite, setting } from "#shared/kernel/needs.ts";
import { objectKey } from "./document.ts";
import { paperKeys, paperOfEvent } from "./papers.ts";

const CASES_TABLE = read("cases");

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  api: {
    DOCUMENTS_TABLE: readWrite("documents"),
    /** With its tags: to keep a scanner's verdict, and to read it. */
    DOCUMENTS_BUCKET: objects(objectKey("*"), { tags: true }),
    CASES_TABLE,
    /** `none`, `guardDuty`, or `clamav:<host>:<port>`. */
    SCANNER: setting("scanner"),
  },
  papers: {
    DOCUMENTS_BUCKET: objects(paperKeys),
    CASES_TABLE,
    CATALOGUE_TABLE: read("catalogue"),
    DEAD_LETTER_QUEUE_URL: deadLetters,
  },
};

/** The events that `official-papers` handles. */
export const follows = Object.fromEntries(
  (Object.keys(paperOfEvent) as CaseEventName[]).map((name) => [name, caseEvents[name]]),
);
