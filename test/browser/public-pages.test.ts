import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import chromium from "@sparticuz/chromium";
import { type Browser, type Page, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Listening } from "#local/engine/server.ts";
import { foodLicence } from "#local/play/straight-way.ts";
import { startWeb } from "#local/web.ts";
import { startTestApp, type TestApp } from "#test/support/app.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const phone = { width: 390, height: 844 };

/** As it is shipped, in a process of its own: a test runner's environment asks React for its development build. */
const buildPages = (outDir: string) =>
  promisify(execFile)(
    process.execPath,
    [
      "node_modules/vite/bin/vite.js",
      "build",
      "web",
      "--outDir",
      outDir,
      "--emptyOutDir",
      "--logLevel",
      "error",
    ],
    { env: { ...process.env, NODE_ENV: "production" } },
  );

let app: TestApp;
let web: Listening;
let browser: Browser;
let dist: string;

beforeAll(async () => {
  dist = mkdtempSync(join(tmpdir(), "tongban-web-"));
  [app] = await Promise.all([startTestApp(), buildPages(dist)]);
  web = await startWeb({ port: 0, dist, apiUrl: app.apiUrl });
  browser = await playwright.launch({
    // In one process the browser would end with its first page.
    args: chromium.args.filter((flag) => flag !== "--single-process"),
    executablePath: await chromium.executablePath(),
    headless: true,
  });
});
afterAll(async () => {
  await browser?.close();
  await web?.close();
  await app?.end();
  rmSync(dist, { recursive: true, force: true });
});

/** Opens a page and fails on whatever its console says is wrong. */
async function open(path: string, viewport = phone): Promise<{ page: Page; said: string[] }> {
  // The policy of the pages stays on; only the checker is let past it.
  const context = await browser.newContext({ viewport, locale: "zh-CN", reducedMotion: "reduce" });
  const page = await context.newPage();
  const said: string[] = [];
  page.on("console", (message) => message.type() === "error" && said.push(message.text()));
  page.on("pageerror", (error) => said.push(error.message));
  await page.goto(`${web.url}${path}`);
  await page.locator("h1").waitFor();
  return { page, said };
}

async function violations(page: Page): Promise<string[]> {
  await page.waitForLoadState("networkidle");
  // As the debugger does it: the page's own policy lets no script in.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    const { axe: checker } = globalThis as unknown as {
      axe: { run(o: unknown): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const found = await checker.run({ runOnly });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}

const paths = ["/", "/items?q=食品", "/items?q=没有这样的事", `/items/${foodLicence}`, "/nowhere"];

describe("the public pages", () => {
  test.each(paths)(
    "%s has nothing against WCAG 2.2 AA, in both languages and modes, and fits 320 px",
    async (path) => {
      const { page, said } = await open(path, { width: 320, height: 640 });
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(320);
      await page.getByRole("button", { name: "长辈版" }).click();
      await page.getByRole("button", { name: "English" }).click();
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(320);
      expect(await page.locator("main").innerText()).not.toMatch(/\b(home|list|guide)\.\w+/);
      expect(said).toEqual([]);
      await page.context().close();
    },
  );

  test("lead from a search to the guide by keyboard alone, and back", async () => {
    const { page, said } = await open("/");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("searchbox").focus();
    await page.keyboard.type("食品经营许可");
    await page.keyboard.press("Enter");
    await page
      .getByRole("link", { name: /食品经营许可/ })
      .first()
      .waitFor();
    await page
      .getByRole("link", { name: /食品经营许可/ })
      .first()
      .focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "需要的材料" }).waitFor();
    await page.goBack();
    await page.getByRole("searchbox").waitFor();
    expect(await page.getByRole("searchbox").inputValue()).toBe("食品经营许可");
    expect(said).toEqual([]);
    await page.context().close();
  });

  test("say so when the connection is lost, and load once it is back", async () => {
    for (const start of ["/items?q=食品", "/"]) {
      const { page } = await open(start);
      await page.waitForLoadState("networkidle");
      await page.context().setOffline(true);
      await page.getByRole("searchbox").fill("许可");
      await page.getByRole("button", { name: "搜索" }).click();
      await page.getByRole("alert").waitFor();
      await page.context().setOffline(false);
      await page.getByRole("button", { name: "重试" }).click();
      await page.getByText(/找到 \d+ 个事项/).waitFor();
      await page.context().close();
    }
  });

  test("need at most 120 KB of script, packed, before anything can be done", async () => {
    const { page } = await open("/");
    const loaded = await page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .map(({ name }) => new URL(name).pathname)
        .filter((name) => name.endsWith(".js")),
    );
    expect(loaded.length).toBeGreaterThan(0);
    const assets = readdirSync(join(dist, "assets"));
    const bytes = loaded
      .map((name) => name.split("/").at(-1) ?? "")
      .filter((name) => assets.includes(name))
      .reduce((sum, name) => sum + gzipSync(readFileSync(join(dist, "assets", name))).length, 0);
    expect(bytes).toBeGreaterThan(20_000);
    expect(bytes).toBeLessThanOrEqual(120 * 1024);
    await page.context().close();
  });
});
