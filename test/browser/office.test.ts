import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { citizenNamed } from "#local/play/office.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { typing } from "#test/support/at-the-page.ts";
import {
  desktop,
  look,
  settled,
  sharedTestPages,
  type TestPages,
  type Visitor,
} from "#test/support/pages.ts";
import { invite, numberOf } from "#test/support/ratings.ts";

let pages: TestPages;
beforeAll(async () => {
  pages = await sharedTestPages();
  const citizen = await citizenNamed(pages.app, "applicant");
  const rate = (serial: number, body: object) =>
    citizen.ask("POST", `/v1/cases/${numberOf(serial)}/ratings`, { body });
  // A bad one with words, two stages of one case at once, and one that nobody rated.
  await invite(pages.app, numberOf(1), ["acceptance", "completion"], "applicant");
  await invite(pages.app, numberOf(2), ["acceptance", "completion"], "applicant");
  await invite(pages.app, numberOf(3), ["acceptance", "completion"], "applicant");
  await rate(1, {
    stage: "completion",
    score: 2,
    details: ["210"],
    comment: "同样的材料交了三次，电话 13800003210",
  });
  await rate(2, { stage: "acceptance", score: 5, details: ["510"] });
  await rate(2, { stage: "completion", score: 5, details: ["511"] });
  await pages.app.drained();
});
afterAll(() => pages?.end());

/** Somebody of the office who uses the keyboard alone. */
function atTheDesk({ page }: Visitor) {
  const { press, fill, choose } = typing(page);
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  return {
    follow: (name: string) => press(page.getByRole("link", { name, exact: true }).first()),
    press: (name: string) => press(button(name)),
    fill: (id: string, text: string) => fill(page.locator(`#${id}`), text),
    choose: (name: string) => choose(page.getByLabel(name, { exact: true })),
    heading: (name: string) => page.getByRole("heading", { name, exact: true }).first().waitFor(),
    /** The first row of the list that has these words, by J and Enter. */
    async open(words = "") {
      const link = page.locator("table.records tbody tr", { hasText: words }).first().locator("a").first();
      await link.waitFor();
      const isAt = () => link.evaluate((element) => element.matches(":focus"));
      for (let row = 0; row < 20 && !(await isAt()); row += 1) await page.keyboard.press("j");
      await page.keyboard.press("Enter");
      await link.waitFor({ state: "detached" });
      await button("打印").waitFor();
    },
    /** What is said after a step, with the focus where the work goes on. */
    async done(state: string) {
      await page
        .locator(".actions .done")
        .filter({ hasText: `现在的状态：${state}。` })
        .waitFor();
      expect(await focused(page)).toBe("actions");
    },
    async printed() {
      await page.emulateMedia({ media: "print" });
      expect(await page.getByRole("button").count()).toBe(0);
      await page.emulateMedia({ media: "screen" });
    },
  };
}

const focused = (page: Page): Promise<unknown> => page.evaluate("document.activeElement.id");

test("a clerk puts a bad rating right by keyboard, from the call to the rater's answer", async () => {
  const clerk = await pages.visit("/staff", desktop, "chen-fang");
  const { page, said, end } = clerk;
  const desk = atTheDesk(clerk);
  await desk.follow("差评整改");
  await desk.heading("差评整改工单");
  await settled(clerk);
  await look(page, "orders");
  await desk.open(numberOf(1));

  // Refused: said above the form with the focus, at the field, and in words.
  await desk.press("登记回访");
  await desk.press("确认登记回访");
  await page.locator("#errors").waitFor();
  expect(await focused(page)).toBe("errors");
  await page.locator("#result .wrong, #result-error").first().waitFor();
  expect(await page.locator("#errors").innerText()).toContain("回访结果: 请选择一项。");
  await look(page, "order-refused");
  await desk.choose("已联系上");
  await desk.press("确认登记回访");
  await desk.done("待核实");

  // Somebody else is faster, and what was typed stays.
  await desk.press("核实");
  await desk.fill("words", "经核实，窗口重复索要材料。");
  await desk.choose("属实，应当整改");
  const order = page.url().split("/").at(-1) ?? "";
  const supervisor = await pages.app.as("liu-yang");
  const { body } = await supervisor.ask("GET", `/v1/rectifications/${order}`);
  await supervisor.ask("POST", `/v1/rectifications/${order}/actions/verify`, {
    body: { finding: "justified", words: "属实" },
    headers: { "if-match": `"${body.version}"` },
  });
  await desk.press("确认核实");
  await page.getByText("状态由“待核实”变为“整改中”。").waitFor();
  await page.getByText("经核实，窗口重复索要材料。").waitFor();
  await look(page, "order-conflict");

  await desk.press("完成整改");
  await desk.press("已修改办事指南，不再重复收取材料。");
  await desk.press("确认完成整改");
  await desk.done("待反馈");
  await desk.press("反馈并办结");
  await desk.choose("电话");
  await desk.fill("words", "您反映的问题已经整改，感谢您的监督。");
  await desk.press("确认反馈并办结");
  await desk.done("已办结");
  // The history has the step without a reload.
  await page
    .getByRole("listitem")
    .filter({ hasText: /^反馈并办结/ })
    .waitFor();
  await look(page, "order-closed");
  await desk.printed();
  expect(said).toEqual([]);
  await end();
});

test("a supervisor lets a comment out, counts a rating that was set apart, and takes one by telephone", async () => {
  const supervisor = await pages.visit("/staff", desktop, "liu-yang");
  const { page, said, end } = supervisor;
  const desk = atTheDesk(supervisor);
  await desk.follow("评价工作");
  await desk.heading("待核查的评价");
  await settled(supervisor);
  await look(page, "quarantined");
  await desk.open(numberOf(2));
  await desk.press("核查后计入");
  await desk.press("经核查，是申请人本人的真实评价。");
  await look(page, "rating-release");
  await desk.press("确认核查后计入");
  await desk.done("核查后计入");

  await desk.follow("待核查的评价");
  await desk.follow("待审核的评价内容");
  await desk.heading("待审核的评价内容");
  await settled(supervisor);
  await look(page, "comments");
  await desk.open("同样的材料交了三次");
  await desk.press("公开评价内容");
  // The proposal hides what is personal; the words themselves are beside it.
  await expect.poll(() => page.locator("#text").inputValue()).toBe("同样的材料交了三次，电话 ＊＊＊");
  await look(page, "comment-publish");
  await desk.press("确认公开评价内容");
  await desk.done("已公开");

  await desk.follow("待审核的评价内容");
  await desk.follow("电话邀评");
  await page.locator("summary").focus();
  await page.keyboard.press("Enter");
  await page.locator("#draw-to").fill(dayOf(new Date().toISOString()));
  await desk.fill("draw-size", "5");
  await look(page, "draws");
  await desk.press("抽取电话邀评样本");
  await desk.open();
  await desk.press("登记电话邀评结果");
  await desk.choose("已评价");
  await desk.choose("满意");
  await look(page, "call-record");
  await desk.press("确认登记电话邀评结果");
  await desk.done("已评价");
  expect(said).toEqual([]);
  await end();
});

test("the catalogue's keeper has a page to begin at, and adds a device and takes it out of use", async () => {
  const keeper = await pages.visit("/staff", desktop, "sun-jing");
  const { page, said, end } = keeper;
  const desk = atTheDesk(keeper);
  await desk.heading("导入事项");
  await look(page, "catalogue");
  await desk.press("检查并发布");
  await page.getByText("请选择一个可以读取的 JSON 文件。").waitFor();
  await desk.follow("评价器");
  await page.locator("summary").focus();
  await page.keyboard.press("Enter");
  await desk.fill("deviceId", "window-77");
  await desk.fill("register-window", "A77");
  await page.locator("#register-department").selectOption("1001");
  await look(page, "device-register-form");
  await desk.press("登记评价器");
  await page.getByText("已登记：window-77。").waitFor();
  await page.getByRole("button", { name: "停用 A77" }).click();
  await page.getByRole("button", { name: "恢复使用 A77" }).waitFor();
  await desk.follow("工作人员");
  await desk.heading("工作人员名录");
  await settled(keeper);
  await look(page, "people");
  await desk.open();
  await look(page, "person");
  expect(said).toEqual([]);
  await end();
});

test("who guards and who audits the platform find their own pages, and no others", async () => {
  const guard = await pages.visit("/staff", desktop, "zhou-an");
  await atTheDesk(guard).heading("查人记录");
  await settled(guard);
  const links = ({ page }: Visitor) => page.locator("nav.places a").allTextContents();
  expect(await links(guard)).toEqual(["查人记录", "工作人员", "事项"]);
  await guard.end();

  const auditor = await pages.visit("/staff", desktop, "wu-heng");
  const desk = atTheDesk(auditor);
  await desk.heading("查人记录");
  expect(await links(auditor)).toEqual(["查人记录", "查看记录", "工作人员", "事项"]);
  await desk.follow("查看记录");
  await desk.fill("caseNumber", "not a number");
  await desk.press("查看");
  await auditor.page.getByText("办件编号是 25 位字母和数字。").first().waitFor();
  await desk.fill("caseNumber", numberOf(1).toLowerCase());
  await desk.press("查看");
  await settled(auditor);
  // Others of these tests may have looked.
  const found = auditor.page.getByText("还没有工作人员查看过。").or(auditor.page.locator("table.records"));
  await found.first().waitFor();
  await look(auditor.page, "accesses");
  expect([...guard.said, ...auditor.said]).toEqual([]);
  await auditor.end();
});
