import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import chromium from "@sparticuz/chromium";
import { type Browser, type BrowserContextOptions, type Page, chromium as playwright } from "playwright-core";
import { buildPages } from "#local/builds.ts";
import type { Claims } from "#local/engine/types.ts";
import { pagesInTemplate, startWeb } from "#local/web.ts";
import { maskIdNumber } from "#shared/kernel/people/masking.ts";
import { startTestApp, type TestApp } from "./app.ts";
import { ownBrowser } from "./what-runs-here.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
export const narrow = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true };
export const desktop = { viewport: { width: 1280, height: 800 } };

export type Visitor = {
  page: Page;
  /** What the page's console said was wrong. */
  said: string[];
  go(path: string): Promise<void>;
  end(): Promise<void>;
};

export type TestPages = {
  app: TestApp;
  url: string;
  dist: string;
  browser: Browser;
  /** Somebody at a device of their own: a demo person signs in by the sign-in page, a citizen whom it does not know already has. */
  visit(path: string, device: BrowserContextOptions, person?: string | Claims): Promise<Visitor>;
  end(): Promise<void>;
};

/** What the pages know of a citizen who has signed in. */
async function signedIn(app: TestApp, claims: Claims) {
  const { sub, name, role, id_type: idType, id_number: idNumber } = claims as Record<string, string>;
  const identity = { name, idType, idNumber: maskIdNumber(idNumber ?? "") };
  return { token: await app.tokenWith(claims), idToken: "", id: sub, name, role, identity };
}

/** The app, its pages on an origin of their own, and a browser. */
export async function startTestPages(options: Parameters<typeof startTestApp>[0] = {}): Promise<TestPages> {
  const dist = await buildPages();
  let app: TestApp | undefined;
  const web = await startWeb({ port: 0, dist, app: () => app });
  app = await startTestApp({ ...options, moved: { [pagesInTemplate]: web.url } });
  const running = app;
  const browser = await playwright.launch({
    // Not the package's own flags: these would switch off what tells pages of one origin from another.
    args: ["--no-sandbox", "--no-zygote", "--disable-gpu", "--font-render-hinting=none"],
    executablePath: ownBrowser ?? (await chromium.executablePath()),
    headless: true,
  });
  return {
    app: running,
    url: web.url,
    dist,
    browser,
    async visit(path, device, person) {
      const context = await browser.newContext({ locale: "zh-CN", reducedMotion: "reduce", ...device });
      // Against what never comes, not against a slow machine.
      context.setDefaultTimeout(60_000);
      const page = await context.newPage();
      const said: string[] = [];
      page.on("console", (message) => {
        // A refused call is told in the page; the browser's own line about it is no fault.
        if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
          said.push(message.text());
      });
      page.on("pageerror", (error) => said.push(error.message));
      const go = async (to: string): Promise<void> => {
        await page.goto(`${web.url}${to}`);
        await page.locator("#main").waitFor();
      };
      await go(path);
      if (typeof person === "string") {
        await page
          .getByRole("button", { name: /^(登录|Sign in)$/ })
          .first()
          .click();
        await page.getByRole("link", { name: person }).click();
        await page.waitForURL(({ origin, pathname }) => origin === web.url && pathname !== "/signed-in");
        await page.getByRole("button", { name: /^(退出|Sign out)$/ }).waitFor();
      } else if (person) {
        const session = JSON.stringify(await signedIn(running, person));
        await page.evaluate((text) => sessionStorage.setItem("session", text), session);
        await go(path);
      }
      return { page, said, go, end: () => context.close() };
    },
    async end() {
      await browser.close();
      await web.close();
      await running.end();
    },
  };
}

let ofThisWorker: Promise<TestPages> | undefined;

/**
 * One app with its pages and one browser for all files of a worker that do not mind what the others leave in it. Its
 * carriers go on by themselves. It ends with the worker.
 */
export async function sharedTestPages(): Promise<TestPages> {
  ofThisWorker ??= startTestPages({ stepMs: 10 });
  const pages = await ofThisWorker;
  return {
    ...pages,
    async end() {
      await pages.app.drained();
      pages.app.checkAnswers();
    },
  };
}

/** What axe has against the page by the rules of WCAG 2.2 AA. */
export async function violations(page: Page): Promise<string[]> {
  // As the debugger does it: the page's own policy lets no script in. Once for a page, however often it is looked at.
  if (!(await page.evaluate("'axe' in globalThis"))) await page.evaluate(axe);
  return page.evaluate(async () => {
    const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    const { axe: checker } = globalThis as unknown as {
      axe: { run(o: unknown): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const found = await checker.run({ runOnly, resultTypes: ["violations"] });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
  });
}

export const widthOf = (page: Page): Promise<number> =>
  page.evaluate("document.documentElement.scrollWidth") as Promise<number>;

/** When nothing is loading any more. */
export async function settled({ page }: Visitor): Promise<void> {
  await page.locator("h1").waitFor({ state: "attached" });
  await page
    .getByText(/^(正在加载……|Loading…)$/)
    .first()
    .waitFor({ state: "detached" });
  for (const chart of await page.locator(".chart").all()) await chart.locator("svg").waitFor();
}

/** For people to look at; git ignores the folder. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!process.env.SCREENSHOTS) return;
  mkdirSync("screenshots", { recursive: true });
  await page.screenshot({ path: `screenshots/${name}.png`, fullPage: true });
}

/** A picture of the page as it is now, and nothing that axe has against it. @throws Error that names the page and all of it */
export async function look(page: Page, name: string): Promise<void> {
  await picture(page, name);
  const found = await violations(page);
  if (found.length > 0) throw new Error(`${name}: ${found.join("\n")}`);
}
