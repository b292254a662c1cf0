import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { machineKey } from "#local/machine-key.ts";
import { citizenClaims } from "#local/made-up-identity.ts";
import { foodLicence } from "#local/play/straight-way.ts";
import { desktop, narrow, sharedTestPages, type TestPages, type Visitor } from "#test/support/pages.ts";
import { isFine, lookAt } from "./look.ts";
import { seedStates, states } from "./states.ts";

let pages: TestPages;
let cases: Awaited<ReturnType<typeof seedStates>>;

beforeAll(async () => {
  pages = await sharedTestPages();
  cases = await seedStates(pages.app);
});
afterAll(() => pages?.end());

const personOf = (who: string) => {
  if (who === "nobody") return undefined;
  return who === "a newcomer" ? citizenClaims("newcomer") : who;
};

describe("every page and state", () => {
  test.concurrent.each(states)(
    "that %s sees has nothing against WCAG 2.2 AA and fits 320 px, in both languages, large and dark",
    async (who, list) => {
      const visitor = await pages.visit("/", narrow, personOf(who));
      for (const state of list) await lookAt(visitor, state);
      expect(visitor.said).toEqual([]);
      await visitor.end();
    },
    120_000,
  );

  test("is in simple words for the elderly, read aloud, with help one tap away", async () => {
    const { page, go, end } = await pages.visit("/", narrow);
    await page.addInitScript({
      content: 'speechSynthesis.speak = ({ text, lang }) => { globalThis.spoken = lang + " " + text; };',
    });
    await go(`/items/${foodLicence}`);
    await page.getByRole("heading", { name: "需要的材料" }).waitFor();
    const target = page.getByRole("link", { name: "在线申报" });
    const { height: usual } = (await target.boundingBox()) ?? { height: 0 };
    await page.getByRole("button", { name: "长辈版" }).click();
    await page.getByRole("heading", { name: "要带什么" }).waitFor();
    const { height: large } = (await page.getByRole("link", { name: "我要办" }).boundingBox()) ?? {
      height: 0,
    };
    expect(large).toBeGreaterThan(usual * 1.3);
    await page.getByRole("button", { name: "朗读本页" }).click();
    expect(await page.evaluate("globalThis.spoken")).toMatch(/^zh-CN 食品经营许可（新办）/);
    await page.getByRole("button", { name: "停止朗读" }).click();
    await page.getByRole("link", { name: "不会办？找人帮我" }).click();
    await page.getByRole("link", { name: "拨打 12345" }).waitFor();
    await page.getByRole("button", { name: "标准版" }).click();
    await go(`/items/${foodLicence}`);
    await page.getByRole("heading", { name: "需要的材料" }).waitFor();
    await end();
  });

  test("begins at its top with the focus on it, and back leads to the one before; a filter is no step", async () => {
    const { page, go, end } = await pages.visit("/items?q=食品", narrow);
    const item = page.locator(`a[href="/items/${foodLicence}"]`);
    await item.waitFor();
    const list = await page.title();
    await page.evaluate("window.scrollTo(0, document.body.scrollHeight)");
    expect(await page.evaluate("window.scrollY")).toBeGreaterThan(0);
    await item.click();
    await page.locator("article").waitFor();
    expect(await page.evaluate("[window.scrollY, document.activeElement.id]")).toEqual([0, "main"]);
    expect(await page.title()).not.toBe(list);
    await page.goBack();
    await item.waitFor();
    expect(new URL(page.url()).searchParams.get("q")).toBe("食品");
    expect(await page.title()).toBe(list);

    await go("/ratings");
    const steps = await page.evaluate("history.length");
    const period = page.locator("select").first();
    await period.focus();
    await period.selectOption("7");
    await page.waitForURL(/days=7/);
    expect(await page.evaluate("[history.length, document.activeElement.value]")).toEqual([steps, "7"]);
    await end();
  });

  test("of a rating device too, which works without a connection and catches up", async () => {
    const deviceId = "window-01";
    const { app } = pages;
    const clerk = await pages.visit(`/staff/cases/${cases.done}`, desktop, "chen-fang");
    const screen = await clerk.page.context().newPage();
    const device: Visitor = { ...clerk, page: screen };
    // Its clock is twenty minutes fast: it is told so, and works all the same.
    await screen.addInitScript(() => {
      const { now } = Date;
      Date.now = () => now() + 20 * 60_000;
    });
    await screen.goto(`${pages.url}/device`);
    await isFine(device, "device-register");
    await screen.getByLabel("设备编号").fill(deviceId);
    await screen.getByLabel("设备密钥").fill(await machineKey(app, `device:${deviceId}`));
    await screen.getByRole("button", { name: "启用" }).click();
    await screen.getByText("窗口 A01").waitFor();
    await screen.getByText("在岗").waitFor();
    await screen.getByText("本机时钟快 20 分钟，请校准").waitFor();
    await isFine(device, "device-waiting");

    // The clerk's screen asks, the device beside it shows the question.
    await clerk.page
      .getByRole("button", { name: /^评价器/ })
      .first()
      .click();
    await clerk.page.getByText("已显示在评价器页面上。").waitFor();
    await isFine(device, "device-ask");
    await screen.context().setOffline(true);
    await screen.locator(".face").first().click();
    await screen.getByRole("button", { name: "提交评价" }).click();
    await screen.getByText("谢谢您的评价！").waitFor();
    await screen.getByText("1 条待上传").waitFor();
    await isFine(device, "device-offline");
    // Comes up again without a connection, with what waits.
    await screen.reload();
    await screen.getByText("1 条待上传").waitFor();
    await screen.context().setOffline(false);
    await screen.getByText("1 条待上传").waitFor({ state: "detached" });
    await app.drained();
    const rated = await (await app.as("li-min")).ask("GET", `/v1/cases/${cases.done}`);
    expect(rated.body.rating).toContainEqual(
      expect.objectContaining({ stage: "completion", level: "verySatisfied" }),
    );
    await clerk.end();
  });
});
