import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildPages } from "#local/builds.ts";
import { desktop, look, narrow, sharedTestPages, type TestPages, widthOf } from "#test/support/pages.ts";

let pages: TestPages;
beforeAll(async () => {
  pages = await sharedTestPages();
});
afterAll(() => pages?.end());

async function isFine(page: Page, name: string): Promise<void> {
  await look(page, `kit-${name}`);
  expect(await widthOf(page), name).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
  expect(await page.locator("#main").innerText(), name).not.toMatch(/\bkit\.\w+/);
}

/** When what comes last is there. */
const isDrawn = async (page: Page): Promise<void> => {
  await page.getByRole("region", { name: "FilePreview" }).locator("img").waitFor();
  await page.getByRole("region", { name: "Timeline" }).getByRole("listitem").first().waitFor();
};

describe("the kit's own page", () => {
  test("has nothing against WCAG 2.2 AA on a wide screen, in forced colours and dark", async () => {
    const { page, go, said, end } = await pages.visit("/kit", desktop);
    await isDrawn(page);
    await isFine(page, "desktop-zh");
    await page.emulateMedia({ forcedColors: "active" });
    await isFine(page, "desktop-zh-forced");
    await page.emulateMedia({ forcedColors: "none", colorScheme: "dark" });
    await go("/kit?state=wrong&list=failed");
    await isDrawn(page);
    await page.getByRole("region", { name: "RecordList" }).getByRole("alert").waitFor();
    await isFine(page, "desktop-zh-dark-wrong");
    expect(said).toEqual([]);
    await end();
  });

  test("fits 320 px, in English, large and dark, with everything wrong", async () => {
    const { page, said, end } = await pages.visit("/kit?state=wrong&list=empty", narrow);
    await isDrawn(page);
    await page.getByRole("button", { name: "长辈版" }).click();
    await page.getByRole("button", { name: "English" }).click();
    await page.emulateMedia({ colorScheme: "dark" });
    await isDrawn(page);
    await isFine(page, "narrow-en-care-dark-wrong");
    expect(said).toEqual([]);
    await end();
  });

  test("goes on in every state: a turned picture covers nothing, a choice is made by keyboard, a lost connection is shown", async () => {
    const { page, end } = await pages.visit("/kit", desktop);
    const preview = page.getByRole("region", { name: "FilePreview" });
    const turn = preview.getByRole("button", { name: "旋转" });
    for (let press = 0; press < 4; press += 1) {
      await turn.click({ timeout: 3000 });
      const picture = await preview.locator("img").boundingBox();
      const button = await turn.boundingBox();
      expect((picture?.y ?? 0) + (picture?.height ?? 0)).toBeLessThanOrEqual((button?.y ?? 0) + 1);
    }
    const lookup = page.getByRole("region", { name: "LookupField" });
    await lookup.getByRole("searchbox").focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.locator("#lookup").inputValue()).toBe("A01");
    await expect.poll(() => page.evaluate("document.activeElement.id")).toBe("lookup");
    // A colleague is chosen by name, and nobody by what was typed.
    const form = page.getByRole("region", { name: "FormFields" });
    await form.locator("#assignee").fill("li");
    await form.getByText("先列出 8 个，还有更多，请输入得更具体些").waitFor();
    await form.locator("#assignee").fill("wang");
    await form.getByText("找到 1 个").waitFor();
    await form.getByRole("button", { name: /^Wang Lei/ }).click();
    expect(await form.locator("#assignee").inputValue()).toBe("Wang Lei");
    await page.context().setOffline(true);
    await page.getByText("网络断开了。").first().waitFor();
    await page.context().setOffline(false);
    await page.emulateMedia({ media: "print" });
    expect(await page.getByRole("region", { name: "ActionPanel" }).getByRole("button").count()).toBe(0);
    await end();
  });

  test("is not in what is shipped", async () => {
    const holdsKitPage = (dist: string): string[] =>
      readdirSync(join(dist, "assets")).filter((file) =>
        readFileSync(join(dist, "assets", file), "utf8").includes("kit-piece"),
      );
    expect(holdsKitPage(pages.dist)).not.toEqual([]);
    expect(holdsKitPage(await buildPages("production"))).toEqual([]);
  });
});
