import { archiveEvents } from "#events/archive.ts";
import { calendar, deadLetters, fieldKeys, objects, secret, table } from "#shared/kernel/needs.ts";
import { packageKeys } from "./record.ts";

const CALENDAR_TABLE = calendar;
/** Those that have come to their end. */
const ended = ["query:byEnd", "query:byGivingUp"] as const;

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  api: {
    ARCHIVES_TABLE: table("archives", "get", "getMany", "query", "query:byState", "put"),
    CASES_TABLE: table("cases", "get", ...ended),
    CALENDAR_TABLE,
    PERSON_INDEX_SECRET: secret("personIndex"),
    PACKAGES_BUCKET: objects(packageKeys, "get"),
  },
  deadlines: {
    ARCHIVES_TABLE: table("archives", "get", "query:byState", "put"),
    CASES_TABLE: table("cases", ...ended),
    CALENDAR_TABLE,
  },
  packing: {
    ARCHIVES_TABLE: table("archives", "get", "put"),
    ...fieldKeys,
    CASES_TABLE: table("cases", "get", "query"),
    CATALOGUE_TABLE: table("catalogue", "get"),
    DELIVERIES_TABLE: table("deliveries", "query"),
    LICENCES_TABLE: table("licences", "getMany", "query:byHolder"),
    RATINGS_TABLE: table("ratings", "get"),
    LICENCE_KEY_SECRET: secret("licenceKey"),
    DOCUMENTS_BUCKET: objects("documents/*", "get", "notice"),
    PACKAGES_BUCKET: objects(packageKeys, "get", "put", "abort", "notice", "tag"),
    DEAD_LETTER_QUEUE_URL: deadLetters,
  },
};

const { due, packed, destroyed } = archiveEvents;
/** The events that `archive-packing` handles: its context's own. */
export const packingEvents = { due, packed, destroyed };
