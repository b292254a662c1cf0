import { describe, expect, it } from "vitest";
import * as z from "zod";
import {
  actionContracts,
  createContract,
  getContract,
  historyContract,
  listContract,
} from "#shared/kernel/http/record-contracts.ts";

const view = z.object({ noteId: z.string() });
const text = { zh: "文", en: "text" };
const api = {
  plural: "notes",
  id: "noteId",
  idSchema: z.string().regex(/^[0-9a-f]{4}$/),
  what: { zh: "便条", en: "a note" },
  readers: ["clerk"],
  opens: "nothing",
  view,
} as const;
const row = { label: text, roles: ["clerk", "system"] };
const { keep } = actionContracts(
  api,
  { actions: { keep: row } },
  { keep: z.strictObject({ words: z.string() }) },
);
const contracts = {
  list: listContract(api, { summary: text, description: "all", roles: ["clerk"], query: {}, row: view }),
  get: getContract(api, view),
  history: historyContract(api),
  make: createContract(api, { summary: text, roles: ["clerk"], body: z.strictObject({}) }),
  keep,
};

describe("the contracts of a record", () => {
  it("have one form of path", () => {
    expect(Object.values(contracts).map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /v1/notes",
      "GET /v1/notes/{noteId}",
      "GET /v1/notes/{noteId}/history",
      "POST /v1/notes",
      "POST /v1/notes/{noteId}/actions/keep",
    ]);
  });

  it("let those in whom the record names, and never the system", () => {
    for (const { access } of Object.values(contracts))
      expect(access).toEqual({ kind: "person", roles: ["clerk"] });
  });

  it("take the record's own ids and nothing else in their paths", () => {
    for (const { pathParameters } of [contracts.get, contracts.history, keep]) {
      expect(pathParameters.safeParse({ noteId: "00ff" }).success).toBe(true);
      expect(pathParameters.safeParse({ noteId: "no id" }).success).toBe(false);
    }
  });

  it("want a key for making, and a version for acting", () => {
    const fits = (schema: z.ZodType, headers: Record<string, string>) => schema.safeParse(headers).success;
    const key = { "idempotency-key": "a-key-of-mine" };
    const version = { "if-match": '"1"' };
    expect(fits(contracts.make.headers, key)).toBe(true);
    expect(fits(contracts.make.headers, {})).toBe(false);
    expect(fits(keep.headers, { ...key, ...version })).toBe(true);
    expect(fits(keep.headers, version)).toBe(true);
    expect(fits(keep.headers, key)).toBe(false);
  });
});
