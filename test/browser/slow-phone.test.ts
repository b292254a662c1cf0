import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { catalogueContext, shippedCatalogue } from "#data/index.ts";
import everydayWords from "#district/everyday-words.json" with { type: "json" };
import popular from "#district/popular-items.json" with { type: "json" };
import type { Claims } from "#local/engine/types.ts";
import { citizenClaims } from "#local/made-up-identity.ts";
import { foodLicence } from "#local/play/straight-way.ts";
import { generateCatalogue } from "#scripts/catalogue/generate.ts";
import { summaryOf } from "#shared/catalogue/item-summary.ts";
import type { SearchEdition } from "#shared/catalogue/search/edition.ts";
import { makeEdition } from "#shared/catalogue/search/make-edition.ts";
import { desktop, look, phone, sharedTestPages, type TestPages } from "#test/support/pages.ts";

let pages: TestPages;
beforeAll(async () => {
  pages = await sharedTestPages();
});
afterAll(() => pages?.end());

const kilobyte = 1024;
/** What people wait for before they can do anything. */
const maxScript = 60 * kilobyte;
/** A phone of a few years ago on a weak mobile network, as Lighthouse plays it. */
const slowNetwork = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 90_000 };
const slowdown = 4;

/** Notes when the largest part was painted, and until when the page was busy. */
const watch = `
  globalThis.seen = { lcp: 0, busyUntil: 0 };
  const note = (type, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  note("largest-contentful-paint", ({ startTime }) => { seen.lcp = startTime; });
  note("longtask", ({ startTime, duration }) => { seen.busyUntil = startTime + duration; });
`;

const first: [name: string, path: string, ready: string, person?: string | Claims][] = [
  ["home", "/", "input[type=search]"],
  ["guide", `/items/${foodLicence}`, "article .buttons a"],
  ["application", `/items/${foodLicence}/apply`, "#answers-shopName", "li-min"],
  ["my cases", "/cases", ".panel .button", citizenClaims("has-no-cases")],
];

describe("on a slow phone", () => {
  test.each(first)(
    "the %s page needs at most 60 KB of script before anything can be done",
    async (name, path, ready, person) => {
      const { page, end } = await pages.visit("/help", phone, person);
      const browser = await page.context().newCDPSession(page);
      await browser.send("Network.enable");
      await browser.send("Network.clearBrowserCache");
      await browser.send("Network.emulateNetworkConditions", slowNetwork);
      await browser.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
      const scripts = new Map<string, number>();
      browser.on("Network.responseReceived", ({ requestId, type, response }) => {
        // The head, which is not part of the script.
        if (type === "Script") scripts.set(requestId, -response.encodedDataLength);
      });
      browser.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
        const head = scripts.get(requestId);
        if (head !== undefined) scripts.set(requestId, encodedDataLength + head);
      });
      await page.addInitScript({ content: watch });
      await page.goto(`${pages.url}${path}`);
      await page.locator(ready).first().waitFor();
      const here = [...scripts.values()].filter((bytes) => bytes > 0);
      const packed = here.reduce((sum, bytes) => sum + bytes, 0);
      const { lcp, interactive } = await page.evaluate(() => {
        const { seen } = globalThis as unknown as { seen: { lcp: number; busyUntil: number } };
        return { lcp: seen.lcp, interactive: Math.max(performance.now(), seen.busyUntil) };
      });
      const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
      // Times of this machine say little by themselves; the size is what is held to.
      process.stdout.write(
        `slow phone, ${name}: LCP ${seconds(lcp)}, interactive ${seconds(interactive)}, script ${Math.round(packed / kilobyte)} KB in ${here.length} files\n`,
      );
      expect(packed).toBeGreaterThan(30 * kilobyte);
      expect(packed).toBeLessThanOrEqual(maxScript);
      expect(lcp).toBeGreaterThan(0);
      await end();
    },
    60_000,
  );

  test("charts come with the public figures and with no other page", async () => {
    const { page, end } = await pages.visit("/ratings", phone);
    const loaded = (): Promise<string[]> =>
      page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
    await page.locator("h1").waitFor();
    expect((await loaded()).length).toBeGreaterThan(3);
    await page.goto(`${pages.url}/`);
    await page.locator("input[type=search]").waitFor();
    expect((await loaded()).filter((name) => name.includes("draw"))).toEqual([]);
    await end();
  });
});

describe("searching on a slow phone", () => {
  /** Of which every other is like the next, as long lists are. */
  const editionOf = (count: number): SearchEdition => {
    const shipped = shippedCatalogue();
    const made = generateCatalogue(count - shipped.length, 1, catalogueContext);
    const everyday = everydayWords.flatMap(({ items, words }) => words.map((word) => ({ word, items })));
    return makeEdition(
      [...shipped, ...made].map((item) => summaryOf(item, 1)),
      everyday,
      popular,
    );
  };
  const typed = ["开饭店", "yidijiuyi", "食品经营许可证怎么办理", "lost social security card", "结", "ji"];

  test.each([992, 10_000])(
    "of %i items finds what is wanted with each letter",
    async (count) => {
      const { page, end } = await pages.visit("/", phone);
      await page.route("**/v1/search/editions/*", (route) => route.fulfill({ json: editionOf(count) }));
      const asked: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      const box = page.locator("input[type=search]");
      await box.waitFor();
      expect(asked.filter((url) => url.includes("/v1/search/"))).toEqual([]);
      await box.pressSequentially("开饭店");
      await page.locator(".found-items .items a").first().waitFor({ timeout: 60_000 });
      // From here on, when the index is there, a phone's pace is what is measured.
      await page.evaluate("performance.clearMeasures()");
      const browser = await page.context().newCDPSession(page);
      await browser.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
      for (const text of typed) {
        await box.fill("");
        await box.pressSequentially(text);
        await page.locator(".found-items .items a").first().waitFor();
      }
      const times = await page.evaluate(() =>
        performance.getEntriesByName("search").map(({ duration }) => duration),
      );
      const sorted = times.toSorted((a, b) => a - b);
      const at = (share: number): string =>
        `${(sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1)} ms`;
      process.stdout.write(
        `slow phone, search in ${count} items: ${times.length} letters, half within ${at(0.5)}, 95 % within ${at(0.95)}, the slowest ${at(1)}\n`,
      );
      // Letters that come faster than they are drawn are searched together.
      expect(times.length).toBeGreaterThanOrEqual(typed.length);
      await end();
    },
    120_000,
  );
});

describe("searching in the pages", () => {
  test("goes from letter to item by keyboard, without a connection too, in both languages", async () => {
    const visitor = await pages.visit("/", phone);
    const { page, said, end } = visitor;
    const box = page.locator("input[type=search]");
    await box.pressSequentially("kaifandian");
    const first = page.locator(".found-items .items a").first();
    await first.getByText("开办餐饮店").waitFor();
    await page.locator("q", { hasText: "开饭店" }).first().waitFor();
    await page.getByText(/^找到 \d+ 个事项$/).waitFor();
    await page.context().setOffline(true);
    await box.fill("營業執照");
    await first.getByText("公司设立登记").waitFor();
    await box.fill("异地就医");
    await page.locator("mark", { hasText: "异地就医" }).waitFor();
    await look(page, "search");
    await page.context().setOffline(false);
    await box.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/items\/[0-9A-Z]{31,33}$/);
    await page.getByRole("button", { name: "English" }).click();
    await visitor.go("/");
    await box.pressSequentially("lost social security");
    await first.getByText("Loss report and replacement of the social security card").waitFor();
    expect(said).toEqual([]);
    await end();
  });

  test("says where else to go when nothing is found, and finds by a word that the keeper adds", async () => {
    const citizen = await pages.visit("/", phone);
    await citizen.page.locator("input[type=search]").fill("火箭发射");
    const counted = citizen.page.waitForResponse((answer) => answer.url().endsWith("/v1/search/misses"));
    await citizen.page.keyboard.press("Enter");
    expect((await counted).status()).toBe(204);
    await citizen.page.getByRole("link", { name: "12345" }).waitFor();
    await citizen.page.getByRole("link", { name: "在线咨询" }).waitFor();
    await citizen.page.getByRole("link", { name: "身后事" }).waitFor();
    await look(citizen.page, "search-none");

    const anybody = await pages.app.as("li-min");
    const current = async () => (await anybody.ask("GET", "/v1/search/edition")).body.edition;
    const wordsOf = async (edition: unknown): Promise<string[]> => {
      const { body } = await anybody.ask("GET", `/v1/search/editions/${edition}`);
      return (body as unknown as SearchEdition).words.map(([word]) => word);
    };
    const before = await current();
    const keeper = await pages.visit("/staff/words", desktop, "sun-jing");
    await keeper.page.getByLabel("俗称", { exact: true }).fill("成家立业");
    await keeper.page.getByLabel("添加事项").fill("结婚登记");
    await keeper.page.getByRole("button", { name: /^结婚登记/ }).click();
    await keeper.page.getByRole("button", { name: "保存俗称" }).click();
    await keeper.page.getByText("“成家立业”已保存。").waitFor();
    await keeper.page.getByLabel("查找俗称").fill("成家");
    await keeper.page.getByRole("cell", { name: /^成家立业/ }).waitFor();
    await look(keeper.page, "everyday-words");
    await keeper.end();

    expect(await wordsOf(await current())).toContain("成家立业");
    // Whoever has a page open still gets the one before.
    expect(await wordsOf(before)).not.toContain("成家立业");
    expect((await anybody.call("GET", `/v1/search/editions/${"0".repeat(32)}`)).status).toBe(404);
    await citizen.end();
  });
});
