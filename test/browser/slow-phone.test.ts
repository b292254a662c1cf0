import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { foodLicence } from "#local/play/straight-way.ts";
import { phone, startTestPages, type TestPages } from "#test/support/pages.ts";

let pages: TestPages;
beforeAll(async () => {
  pages = await startTestPages();
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

const first: [name: string, path: string, ready: string, person?: string][] = [
  ["home", "/", "input[type=search]"],
  ["guide", `/items/${foodLicence}`, "article .buttons a"],
  ["application", `/items/${foodLicence}/apply`, "#answers-shopName", "li-min"],
  ["my cases", "/cases", ".panel .button", "zhang-wei"],
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
