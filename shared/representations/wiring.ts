import { fieldKeys, readWrite, secret, setting } from "#shared/kernel/needs.ts";

const own = { REPRESENTATIONS_TABLE: readWrite("representations"), ...fieldKeys };

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  api: {
    ...own,
    PERSON_INDEX_SECRET: secret("personIndex"),
    BUSINESS_LICENCE_URL: setting("businessLicenceUrl"),
  },
  deadlines: own,
};
