import { describe, expect, test } from "vitest";
import { numberOf } from "#shared/documents/running-numbers.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { callRoute } from "#test/support/call-route.ts";
import { memoryNumbers } from "#test/support/memory-numbers.ts";
import { numberRoutes } from "../../../functions/documents/documents/numbers.ts";

const at = "2026-11-23T02:00:00.000Z";
const dayLater = "2026-11-24T02:00:00.000Z";
const supervisor = { sub: "s-1", role: "supervisor", department: "1001" };
const elsewhere = { sub: "s-2", role: "supervisor", department: "1002" };
const list = "GET /v1/official-document-numbers";
const voiding = "POST /v1/official-document-numbers/{numberId}/void";

async function world({ now = dayLater, isThere = false } = {}) {
  const numbers = memoryNumbers();
  for (const [register, version] of [
    ["1001-approval-2026", 4],
    ["1001-approval-2026", 5],
    ["zf-approval-2026", 6],
  ] as const)
    await numberOf(
      numbers,
      register,
      { caseNumber: "411602100120261123ABCDEFG", version, kind: "approval" },
      at,
    );
  const handler = httpApi(
    numberRoutes({ numbers, objects: { isThere: async () => isThere }, now: () => now }),
  );
  return {
    numbers,
    list: (query: object, who: Record<string, string> = supervisor) =>
      callRoute(handler, who, list, { query: { kind: "approval", year: "2026", ...query } }),
    give: (numberId: string, who = supervisor, body: object = { reason: "办件已删除" }) =>
      callRoute(handler, who, voiding, { path: { numberId }, body }),
  };
}

describe("registers of numbers", () => {
  test("are read by whoever supervises the organ, and those of no department by every supervisor", async () => {
    const { list: read } = await world();
    const own = await read({});
    expect(own.body.items).toEqual([
      expect.objectContaining({ numberId: "1001-approval-2026-2", text: "川汇市监准〔2026〕2号" }),
      {
        numberId: "1001-approval-2026-1",
        number: 1,
        text: "川汇市监准〔2026〕1号",
        caseNumber: "411602100120261123ABCDEFG",
        documentId: "411602100120261123ABCDEFG-4-approval",
        kind: "approval",
        at,
      },
    ]);
    expect((await read({ organ: "zf" }, elsewhere)).body.items).toHaveLength(1);
    expect((await read({ organ: "1001" }, elsewhere)).status).toBe(404);
    expect((await read({ organ: "1001" }, { sub: "s", role: "supervisor" })).body.items).toHaveLength(2);
    expect((await read({}, { sub: "s", role: "supervisor" })).status).toBe(404);
    const wrong = await read({ kind: "receipt", year: "26" });
    expect((wrong.body.errors as { path: string }[]).map(({ path }) => path).toSorted()).toEqual([
      "query/kind",
      "query/year",
    ]);
    expect((await read({}, { ...supervisor, role: "clerk" })).status).toBe(403);
  });

  test("keep a number that is given up, with the reason, and the same when asked again", async () => {
    const { give, numbers } = await world();
    const given = await give("1001-approval-2026-1");
    expect(given.body).toMatchObject({ number: 1, void: { reason: "办件已删除", at: dayLater } });
    expect((await give("1001-approval-2026-1", supervisor, { reason: "又一次" })).body).toEqual(given.body);
    expect((await numbers.entry("1001-approval-2026", 1))?.void?.by).toBe("s-1");
  });

  test("let no number be given up whose document is there, or may still be made", async () => {
    const early = await (await world({ now: "2026-11-24T01:59:00.000Z" })).give("1001-approval-2026-1");
    expect([early.status, early.body.code, early.body.until]).toEqual([409, "numberMayBeUsed", dayLater]);
    const made = await (await world({ isThere: true })).give("1001-approval-2026-1");
    expect([made.status, made.body.code]).toEqual([409, "numberIsUsed"]);
  });

  test.each([
    "1001-approval-2026-3",
    "1001-approval-2026-0",
    "1001-receipt-2026-1",
    "x",
    "1001-approval-2026",
  ])("have no number %s", async (numberId) => {
    expect((await (await world()).give(numberId)).status).toBe(404);
  });

  test("of another department are as if they were not there", async () => {
    expect((await (await world()).give("1001-approval-2026-1", elsewhere)).status).toBe(404);
  });
});
