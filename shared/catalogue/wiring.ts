import { objects, table } from "#shared/kernel/needs.ts";
import { editionKeys } from "./search/edition-files.ts";

/** What the function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  api: { CATALOGUE_TABLE: table("catalogue", "get", "query:listing", "put") },
  search: {
    CATALOGUE_TABLE: table("catalogue", "get", "query:listing", "query:everydayWords", "query:misses", "put"),
    DOCUMENTS_BUCKET: objects(editionKeys, "get", "notice", "put"),
  },
};
