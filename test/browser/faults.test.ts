import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { act, lookUp, submissionOf, submit, uploadMaterials } from "#local/play/straight-way.ts";
import { desktop, phone, sharedTestPages, type TestPages } from "#test/support/pages.ts";

let pages: TestPages;
beforeAll(async () => {
  pages = await sharedTestPages();
});
afterAll(() => pages?.end());

describe.concurrent("when things go wrong", () => {
  test("of two reviewers at once one acts, and the other is told and sees what became of it", async () => {
    const { app } = pages;
    const [citizen, clerk] = [await app.as("li-min"), await app.as("chen-fang")];
    const opened = await submit(
      citizen,
      submissionOf(await uploadMaterials(citizen, 21), { receive: { mode: "window" } }),
    );
    const { caseNumber } = await lookUp(clerk, await act(clerk, opened, "passPreReview"));
    const first = await pages.visit(`/staff/cases/${caseNumber}`, desktop, "wang-lei");
    const second = await pages.visit(`/staff/cases/${caseNumber}`, desktop, "chen-fang");
    await second.page.getByRole("button", { name: "不予受理" }).click();
    await second.page.getByLabel("依法不需要办理").check();
    await second.page.getByRole("textbox", { name: "依据" }).fill("《中华人民共和国行政许可法》第三十二条");
    await second.page.getByRole("textbox", { name: "理由" }).fill("申请事项依法不需要取得行政许可。");
    await first.page.getByRole("button", { name: "受理", exact: true }).click();
    await first.page.getByText("办理中", { exact: true }).waitFor();
    await second.page.getByRole("button", { name: "确认不予受理" }).click();
    await second.page.getByText("别人已经办理了它").waitFor();
    await second.page.getByText("办理中", { exact: true }).waitFor();
    expect(await second.page.getByRole("button", { name: "不予受理" }).count()).toBe(0);
    const { body } = await clerk.ask("GET", `/v1/cases/${caseNumber}`);
    expect(body.state).toBe("accepted");
    for (const { said, end } of [first, second]) {
      expect(said).toEqual([]);
      await end();
    }
  });

  test("a page says so when the connection is lost, and loads once it is back", async () => {
    for (const start of ["/items?theme=education", "/"]) {
      const { page, end } = await pages.visit(start, phone);
      await page.getByRole("searchbox").waitFor();
      await page.context().setOffline(true);
      await page.getByRole("searchbox").fill("许可");
      await page.getByRole("button", { name: "搜索" }).click();
      await page.getByRole("alert").waitFor();
      await page.context().setOffline(false);
      await page.getByRole("button", { name: "重试" }).click();
      await page.getByText(/找到 \d+ 个事项/).waitFor();
      await end();
    }
  });
});
