import { caseEvents } from "#events/case.ts";
import { noticeEvents } from "#events/notice.ts";
import { deadLetters, fieldKeys, queue, secret, setAside, setting, table } from "#shared/kernel/needs.ts";
import { letterEvents, ruledEvents } from "./follows.ts";

/** In whose name citizens speak. */
const standing = {
  REPRESENTATIONS_TABLE: table("representations", "get", "getMany", "query:byAgent"),
  PERSON_INDEX_SECRET: secret("personIndex"),
  ...fieldKeys,
};

/** To speak with providers, and to read where somebody is reached. */
const speaking = {
  ...fieldKeys,
  NOTICE_PROVIDERS: setting("noticeProviders"),
  NOTICE_SECRETS: secret("noticeSecrets"),
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
    POLICIES_TABLE: table("policies", "get"),
  },
  follow: {
    ...fieldKeys,
    NOTICES_TABLE: table("notices", "get", "getMany", "query", "query:byCase", "put"),
    CASES_TABLE: table("cases", "get", "query"),
    POLICIES_TABLE: table("policies", "get"),
    DEAD_LETTER_QUEUE_URL: deadLetters,
  },
  sender: {
    ...speaking,
    NOTICES_TABLE: table("notices", "get", "put"),
    CASES_TABLE: table("cases", "get"),
    CATALOGUE_TABLE: table("catalogue", "get"),
    POLICIES_TABLE: table("policies", "get"),
    NOTICE_OUTCOMES_QUEUE_URL: queue("message-outcomes"),
    DEAD_LETTER_QUEUE_URL: deadLetters,
  },
  outcomes: {
    ...speaking,
    NOTICES_TABLE: table("notices", "get", "getMany", "query:byAlias", "put"),
    NOTICE_OUTCOMES_QUEUE_URL: queue("message-outcomes"),
    DEAD_LETTER_QUEUE_URL: deadLetters,
    SET_ASIDE_QUEUE_URL: setAside,
  },
  receipts: {
    NOTICE_PROVIDERS: setting("noticeProviders"),
    MACHINE_KEYS_SECRET: secret("machineKeys"),
    NOTICE_OUTCOMES_QUEUE_URL: queue("message-outcomes"),
  },
  deadlines: {
    NOTICES_TABLE: table("notices", "get", "getMany", "query:due", "query:waiting", "query:tasks", "put"),
    NOTICE_OUTCOMES_QUEUE_URL: queue("message-outcomes"),
  },
};

/** What `notice-sender` follows of the own ones: what is to be sent now. */
export const sent = { planned: noticeEvents.planned };

/** The events that `notice-follow` handles. */
export const follows = { ...ruledEvents, ...letterEvents, "case.documentServed": caseEvents.documentServed };
