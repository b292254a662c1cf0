import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { narrow, sharedTestPages, type TestPages } from "#test/support/pages.ts";
import { lookAt } from "./look.ts";
import { at, procedureStates, seedProcedures } from "./procedure-states.ts";

let pages: TestPages;

beforeAll(async () => {
  pages = await sharedTestPages();
  await seedProcedures(pages.app);
});
afterAll(() => pages?.end());

describe("the pages of what the law wants around a decision", () => {
  test.concurrent.each(procedureStates)(
    "that %s sees have nothing against WCAG 2.2 AA and fit 320 px, in both languages, large and dark",
    async (who, list) => {
      const visitor = await pages.visit("/", narrow, who);
      for (const state of list) await lookAt(visitor, state);
      expect(visitor.said).toEqual([]);
      await visitor.end();
    },
    120_000,
  );
});

test("officers and colleagues are shown by name on the pages of an inspection", async () => {
  const { page, said, end } = await pages.visit(`/staff/inspections/${at.inspection}`, narrow, "chen-fang");
  await page.getByText("王磊 · 41160012340").waitFor();
  await page.getByText("陈芳 · 41160012341").waitFor();
  await page.getByRole("listitem").filter({ hasText: "王磊" }).first().waitFor();
  expect(said).toEqual([]);
  await end();
});
