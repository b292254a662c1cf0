import { table } from "#shared/kernel/needs.ts";

/** What the function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = { api: { CATALOGUE_TABLE: table("catalogue", "get", "query:listing", "put") } };
