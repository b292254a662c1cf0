import { secret, table } from "#shared/kernel/needs.ts";

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  api: {
    STAFF_TABLE: table("staff", "get", "query", "query:byDepartment", "query:everybody", "put"),
    PERSON_INDEX_SECRET: secret("personIndex"),
  },
};
