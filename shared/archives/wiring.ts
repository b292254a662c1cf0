import { archiveEvents } from "#events/archive.ts";
import { caseEvents } from "#events/case.ts";
import { deadLetters, objects, read, readWrite, secret } from "#shared/kernel/needs.ts";
import { packageKeys } from "./record.ts";

const own = { ARCHIVES_TABLE: readWrite("archives") };
const CALENDAR_TABLE = read("calendar");

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  api: {
    ...own,
    /** Whoever downloads a package stands in the log of who looked at whose data. */
    CASES_TABLE: readWrite("cases"),
    PACKAGES_BUCKET: objects(packageKeys, "readFiles"),
  },
  follow: { ...own, CALENDAR_TABLE, DEAD_LETTER_QUEUE_URL: deadLetters },
  deadlines: own,
  packing: {
    ...own,
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

const { collected, delivered, partEnded, refused, lapsed, withdrawn, terminated } = caseEvents;
const { applicationDeclined, applicationExpired } = caseEvents;
/** Every event by which a case ends: what `archive-follow` handles. */
export const endEvents = {
  collected,
  delivered,
  partEnded,
  refused,
  lapsed,
  withdrawn,
  terminated,
  applicationDeclined,
  applicationExpired,
};
