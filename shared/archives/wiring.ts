import { archiveEvents } from "#events/archive.ts";
import { deadLetters, fieldKeys, objects, read, readWrite, secret } from "#shared/kernel/needs.ts";
import { packageKeys } from "./record.ts";

const own = { ARCHIVES_TABLE: readWrite("archives") };
const CALENDAR_TABLE = read("calendar");

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  api: {
    ...own,
    CASES_TABLE: read("cases"),
    CALENDAR_TABLE,
    PACKAGES_BUCKET: objects(packageKeys, "readFiles"),
  },
  deadlines: { ...own, CASES_TABLE: read("cases"), CALENDAR_TABLE },
  packing: {
    ...own,
    ...fieldKeys,
    CASES_TABLE: read("cases"),
    CATALOGUE_TABLE: read("catalogue"),
    DELIVERIES_TABLE: read("deliveries"),
    LICENCES_TABLE: read("licences"),
    RATINGS_TABLE: read("ratings"),
    LICENCE_KEY_SECRET: secret("licenceKey"),
    DOCUMENTS_BUCKET: objects("documents/*", "readFiles"),
    PACKAGES_BUCKET: objects(packageKeys, "packages"),
    DEAD_LETTER_QUEUE_URL: deadLetters,
  },
};

const { due, packed, destroyed } = archiveEvents;
/** The events that `archive-packing` handles: its context's own. */
export const packingEvents = { due, packed, destroyed };
