import { fieldKeys, secret, setting, table } from "#shared/kernel/needs.ts";

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  api: {
    ...fieldKeys,
    REPRESENTATIONS_TABLE: table(
      "representations",
      "get",
      "getMany",
      "query",
      "query:byAgent",
      "query:byGrantor",
      "query:review",
      "put",
    ),
    ACCESSES_TABLE: table("accesses", "query"),
    PERSON_INDEX_SECRET: secret("personIndex"),
    BUSINESS_LICENCE_URL: setting("businessLicenceUrl"),
  },
  deadlines: {
    ...fieldKeys,
    REPRESENTATIONS_TABLE: table("representations", "get", "query:ending", "put"),
  },
};
