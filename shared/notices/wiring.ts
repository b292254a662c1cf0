import { caseEvents } from "#events/case.ts";
import { deadLetters, fieldKeys, secret, table } from "#shared/kernel/needs.ts";
import { letterEvents, ruledEvents } from "./follows.ts";

/** In whose name citizens speak. */
const standing = {
  REPRESENTATIONS_TABLE: table("representations", "get", "getMany", "query:byAgent"),
  PERSON_INDEX_SECRET: secret("personIndex"),
  ...fieldKeys,
};

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  api: {
    ...standing,
    NOTICES_TABLE: table(
      "notices",
      "get",
      "getMany",
      "query",
      "query:byCase",
      "query:tasks",
      "query:tasksByDepartment",
      "put",
    ),
    CASES_TABLE: table("cases", "get"),
    CATALOGUE_TABLE: table("catalogue", "get"),
  },
  follow: {
    ...fieldKeys,
    NOTICES_TABLE: table("notices", "get", "getMany", "query", "query:byCase", "put"),
    CASES_TABLE: table("cases", "get", "query"),
    DEAD_LETTER_QUEUE_URL: deadLetters,
  },
  deadlines: {
    NOTICES_TABLE: table("notices", "get", "getMany", "query:due", "query:waiting", "put"),
  },
};

/** The events that `notice-follow` handles. */
export const follows = { ...ruledEvents, ...letterEvents, "case.documentServed": caseEvents.documentServed };
