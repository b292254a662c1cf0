import { readWrite } from "#shared/kernel/needs.ts";

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = { api: { STAFF_TABLE: readWrite("staff") } };
