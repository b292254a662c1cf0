import { caseEvents } from "#events/case.ts";
import { deadLetters, fieldKeys, objects, secret, setting, table } from "#shared/kernel/needs.ts";
import { allKeys } from "./document.ts";
import { documentedEvents, officialDocumentKeys } from "./official-documents.ts";

/** In whose name citizens speak. */
const standing = {
  REPRESENTATIONS_TABLE: table("representations", "getMany", "query:byAgent"),
  PERSON_INDEX_SECRET: secret("personIndex"),
  ...fieldKeys,
};

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  api: {
    DOCUMENTS_TABLE: table("documents", "get", "query", "put", "update"),
    DOCUMENTS_BUCKET: objects(allKeys, "get", "put", "notice", "verdict"),
    CASES_TABLE: table("cases", "get"),
    CONSULTATION_TABLE: table("consultation", "get", "query"),
    /** Whether a look at somebody's data that was asked for with a reason is open. */
    ACCESSES_TABLE: table("accesses", "get"),
    ...standing,
    /** `none`, `tag` where something else writes its verdict there, or `clamav:<host>:<port>`. */
    SCANNER: setting("scanner"),
  },
  abandoned: {
    DOCUMENTS_TABLE: table("documents", "getMany"),
    DOCUMENTS_BUCKET: objects(allKeys, "list", "readTags", "tag"),
  },
  officialDocuments: {
    /** Running numbers. */
    DOCUMENTS_TABLE: table("documents", "get", "query", "put"),
    DOCUMENTS_BUCKET: objects(officialDocumentKeys, "put"),
    CASES_TABLE: table("cases", "get", "query"),
    CATALOGUE_TABLE: table("catalogue", "get"),
    EXAMINATIONS_TABLE: table("examinations", "get", "query"),
    LICENCES_TABLE: table("licences", "get", "query"),
    /** Names of those who hand over, inspect and hear. */
    STAFF_TABLE: table("staff", "get"),
    ...fieldKeys,
    DOCUMENT_SEALS_SECRET: secret("documentSeals"),
    DEAD_LETTER_QUEUE_URL: deadLetters,
  },
};

/** The events that `official-documents` handles. */
export const follows = Object.fromEntries(documentedEvents.map((name) => [name, caseEvents[name]]));
