import { afterAll, beforeAll, expect, test } from "vitest";
import { submissionOf, submit, uploadMaterials } from "#local/play/straight-way.ts";
import { desktop, picture, sharedTestPages, type TestPages } from "#test/support/pages.ts";

let pages: TestPages;
beforeAll(async () => {
  pages = await sharedTestPages();
});
afterAll(() => pages?.end());

const socialSecurityRecord = "11411602MB9100200X4002002001001";
const unemploymentRegistration = "11411602MB9100200X4002002003001";

test("a clerk applies for somebody at the window, twice in one visit, and finds the cases again", async () => {
  const { page, said, end } = await pages.visit("/staff/window", desktop, "chen-fang");
  await page.getByRole("button", { name: "开始接待" }).click();
  const apply = async (code: string, answer: () => Promise<unknown>, isFirst: boolean): Promise<void> => {
    await page
      .getByRole("searchbox")
      .fill(code === socialSecurityRecord ? "社会保险参保缴费记录" : "失业登记");
    await page.getByRole("button", { name: "搜索" }).click();
    await page.locator(`a[href="/items/${code}"]`).click();
    await page.getByRole("link", { name: "在线申报" }).click();
    await answer();
    await page.getByRole("button", { name: "下一步" }).click();
    await page.getByRole("heading", { name: "申请人", level: 1 }).waitFor();
    if (isFirst) {
      await page.locator("#applicant-name").fill("王芳");
      await page.locator("#applicant-idNumber").fill("11010519491231002X");
      await page.locator("#applicant-phone").fill("13800003210");
    }
    // Filled in once for the whole visit.
    expect(await page.locator("#applicant-name").inputValue()).toBe("王芳");
    for (let heading = "申请人"; heading !== "核对并提交"; ) {
      await page.getByRole("button", { name: "下一步" }).click();
      await expect.poll(() => page.locator("h1").innerText()).not.toBe(heading);
      heading = await page.locator("h1").innerText();
    }
    await picture(page, "window-review");
    await page.getByRole("button", { name: "提交申请" }).click();
    await page.getByRole("heading", { name: "提交成功" }).waitFor();
    await page.getByRole("link", { name: "继续办下一件" }).click();
  };
  await apply(
    socialSecurityRecord,
    async () => {
      await page.getByLabel("全部").check();
      await page.getByLabel("购房").check();
    },
    true,
  );
  await apply(
    unemploymentRegistration,
    async () => {
      await page.getByLabel("大专").check();
      await page.locator("#answers-lostJobOn").fill("2026-11-02");
      await page.locator("#answers-phone").fill("13800003210");
    },
    false,
  );
  await page.getByRole("button", { name: "打印本次受理清单" }).waitFor();
  expect(
    await page
      .getByRole("listitem")
      .filter({ hasText: /^(社会保险|失业登记)/ })
      .count(),
  ).toBe(2);
  await picture(page, "window-visit");
  await page.emulateMedia({ media: "print" });
  await picture(page, "window-visit-print");
  expect(await page.getByRole("button").count()).toBe(0);
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("button", { name: "结束接待" }).click();
  // Nothing of the citizen stays on the clerk's computer.
  expect(await page.evaluate("JSON.stringify({ ...localStorage, ...sessionStorage })")).not.toContain(
    "11010519491231002X",
  );
  expect(said).toEqual([]);
  await end();
});

test("a clerk goes through the list by keyboard and puts a name right at the window, where the documents are seen", async () => {
  const citizen = await pages.app.as("li-min");
  const { caseNumber } = await submit(
    citizen,
    submissionOf(await uploadMaterials(citizen, 31), { receive: { mode: "window" } }),
  );
  const { page, said, end } = await pages.visit("/staff", desktop, "chen-fang");
  // The list by keyboard: down to the case, and in.
  await page.getByText(caseNumber).waitFor();
  const isAt = () => page.locator("tr", { hasText: caseNumber }).locator("a:focus").count();
  for (let row = 0; row < 20 && !(await isAt()); row += 1) await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByText("李*", { exact: true }).waitFor();
  await page.getByRole("button", { name: "更正个人信息" }).click();
  await page.locator("#name").fill("李小敏");
  await page.getByRole("button", { name: "确认更正个人信息" }).click();
  await page.getByText(/^李\*+敏$/).waitFor();
  await page.getByRole("listitem").filter({ hasText: "更正个人信息" }).waitFor();

  // Claimed, taken back at once, claimed again, and handed to a colleague who is chosen by name.
  await page.getByRole("button", { name: "领办", exact: true }).click();
  await page.getByText("承办人：陈芳").waitFor();
  await page.getByRole("button", { name: "撤回刚才的操作：退回待领" }).click();
  await page.getByText("承办人：陈芳").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "领办", exact: true }).click();
  await page.getByRole("button", { name: "转交" }).click();
  await page.locator("#assignee").fill("王");
  await page.getByRole("button", { name: /^王磊/ }).click();
  await page.getByRole("button", { name: "原承办人休假。" }).click();
  await page.getByRole("button", { name: "确认转交" }).click();
  await page.getByText("承办人：王磊").waitFor();
  await page
    .getByRole("listitem")
    .filter({ hasText: /^转交|^领办/ })
    .last()
    .getByText("陈芳")
    .waitFor();
  expect(said).toEqual([]);
  await end();
});
