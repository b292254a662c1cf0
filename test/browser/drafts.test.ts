import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makePdf } from "#local/play/files.ts";
import { foodLicence } from "#local/play/straight-way.ts";
import { desktop, look, phone, sharedTestPages, type TestPages } from "#test/support/pages.ts";
import { heading, sent, toMaterials, upload } from "./application.ts";

let pages: TestPages;
beforeAll(async () => {
  pages = await sharedTestPages();
});
afterAll(() => pages?.end());

describe.concurrent("somebody who does nothing", () => {
  test("is asked a minute before the end, then signed out here and at the issuer, and finds draft and place again", async () => {
    const citizen = await pages.visit(`/items/${foodLicence}/apply`, desktop, "li-min");
    const { page } = citizen;
    await page.clock.install();
    await page.reload();
    await page.locator("#answers-shopName").fill("颍河小馆");
    const pass = async (minutes: number) => {
      await page.clock.runFor(10_000);
      await page.clock.fastForward(minutes * 60_000);
    };
    const asked = page.getByRole("alertdialog");
    await page.clock.runFor(5_000);
    await expect.poll(() => page.evaluate("sessionStorage.getItem('session until')")).toBeTruthy();
    await pass(59);
    await asked.waitFor();
    await look(page, "inactivity");
    await asked.getByRole("button", { name: "我还在，继续使用" }).click();
    await asked.waitFor({ state: "detached" });
    await pass(62);
    await heading(page, "办什么事？");
    expect(await page.evaluate("sessionStorage.getItem('session')")).toBeNull();
    await page.clock.runFor(5_000);
    await page.getByText("您长时间没有操作，已自动退出登录").waitFor();
    await look(page, "inactivity-ended");
    await page.getByRole("button", { name: "重新登录，回到刚才的页面" }).click();
    await page.getByRole("link", { name: "li-min" }).click();
    await page.locator("#answers-shopName").waitFor();
    expect(await page.locator("#answers-shopName").inputValue()).toBe("颍河小馆");
    expect(citizen.said).toEqual([]);
    await citizen.end();
  });
});

describe.concurrent("a draft", () => {
  test("a session that ends midway takes nothing along", async () => {
    const citizen = await pages.visit(`/items/${foodLicence}/apply`, phone, "li-min");
    const { page } = citizen;
    await toMaterials(citizen);
    await upload(page, "application", makePdf("Application"));
    await sent(page, "application.pdf");
    // The issuer's token is over; the page learns of it from the API, which it asks for the person's licences.
    await page.evaluate(() => {
      const session = JSON.parse(sessionStorage.getItem("session") ?? "{}") as Record<string, unknown>;
      sessionStorage.setItem("session", JSON.stringify({ ...session, token: "over" }));
    });
    await page.reload();
    await page.getByRole("heading", { name: "请先登录" }).waitFor();
    await page.locator("#main").getByRole("button", { name: "登录" }).click();
    const chosen = page.getByRole("link", { name: "li-min" });
    await chosen.waitFor();
    expect(new URL(page.url()).searchParams.get("nonce")).toMatch(/^[0-9a-f]{32}$/);
    await chosen.click();
    await heading(page, "提交材料");
    await sent(page, "application.pdf");
    await page.goBack();
    await citizen.go(`/items/${foodLicence}/apply`);
    expect(await page.locator("#answers-shopName").inputValue()).toBe("颍河小馆");
    // Whoever signs out is told what is lost by it, and it is lost.
    await page.getByRole("button", { name: "退出" }).click();
    await page.getByRole("alertdialog").waitFor();
    await look(page, "sign-out-drafts");
    await page.getByRole("button", { name: "删除草稿并退出" }).click();
    await heading(page, "办什么事？");
    await page.getByRole("button", { name: "登录" }).waitFor();
    expect(await page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft'))")).toEqual(
      [],
    );
    expect(citizen.said).toEqual([]);
    await citizen.end();
  });

  test("on a computer that others use a draft is kept for an hour, in this tab, and goes without being asked about", async () => {
    const citizen = await pages.visit(`/items/${foodLicence}/apply`, desktop, "li-min");
    const { page } = citizen;
    const kept = async (store: "localStorage" | "sessionStorage") =>
      (await page.evaluate(
        `Object.keys(${store}).filter((key) => key.startsWith("draft") && ${store}.getItem(key).includes("颍河小馆")).length`,
      )) as number;
    await page.locator("#answers-shopName").fill("颍河小馆");
    await page.getByText("7 天没有改动就自动删除").waitFor();
    expect([await kept("localStorage"), await kept("sessionStorage")]).toEqual([1, 0]);
    await page.getByLabel("这台电脑别人也会用").check();
    await page.getByText("最多 1 小时").waitFor();
    await look(page, "draft-shared");
    expect([await kept("localStorage"), await kept("sessionStorage")]).toEqual([0, 1]);
    await page.reload();
    expect(await page.locator("#answers-shopName").inputValue()).toBe("颍河小馆");
    await page.evaluate(() => {
      for (const key of Object.keys(sessionStorage).filter((one) => one.startsWith("draft"))) {
        const draft = JSON.parse(sessionStorage.getItem(key) ?? "{}") as { savedAt: number };
        sessionStorage.setItem(key, JSON.stringify({ ...draft, savedAt: draft.savedAt - 61 * 60_000 }));
      }
    });
    await page.reload();
    await page.locator("#answers-shopName").waitFor();
    expect([await page.locator("#answers-shopName").inputValue(), await kept("sessionStorage")]).toEqual([
      "",
      0,
    ]);
    await page.locator("#answers-shopName").fill("颍河小馆");
    await page.getByRole("button", { name: "删除草稿" }).click();
    await page.locator("#answers-shopName").waitFor({ state: "detached" });
    expect(await kept("sessionStorage")).toBe(0);
    await citizen.go(`/items/${foodLicence}/apply`);
    await page.locator("#answers-shopName").fill("颍河小馆");
    await page.getByRole("button", { name: "删除草稿" }).waitFor();
    expect(await kept("sessionStorage")).toBe(1);
    await page.getByRole("button", { name: "退出" }).click();
    await heading(page, "办什么事？");
    expect([await kept("localStorage"), await kept("sessionStorage")]).toEqual([0, 0]);
    expect(citizen.said).toEqual([]);
    await citizen.end();
  });
});
