import type { Page } from "playwright-core";
import type { makePdf } from "#local/play/files.ts";
import type { Visitor } from "#test/support/pages.ts";

/** An application for a food licence, filled in on a phone page by page. */
export const upload = (page: Page, id: string, made: ReturnType<typeof makePdf>) =>
  page
    .locator(`#materials-${id}`)
    .setInputFiles({ name: made.fileName, mimeType: made.contentType, buffer: made.bytes });
export const next = (page: Page) => page.getByRole("button", { name: "下一步" }).click();
export const heading = (page: Page, name: string) => page.getByRole("heading", { name, level: 1 }).waitFor();
export const sent = (page: Page, name: string) =>
  page.getByRole("button", { name: `删除 ${name}` }).waitFor();

/** To the page with the materials. */
export async function toMaterials({ page }: Visitor): Promise<void> {
  await page.locator("#answers-shopName").fill("颍河小馆");
  await page.getByLabel("餐饮服务经营者").check();
  await page.locator("#answers-premisesArea").fill("60");
  await page.locator("#answers-premisesAddress").fill("周口市川汇区七一路 100 号");
  await page.getByLabel("热食类食品制售").check();
  await page.locator("#answers-foodSafety-uscc").fill("92411602MA9F000009");
  await page.locator("#answers-foodSafety-employees").fill("4");
  await page.getByRole("button", { name: "添加一项" }).click();
  await page.locator("#answers-foodSafety-safetyStaff-0-name").fill("李敏");
  await page.getByLabel("食品安全员", { exact: true }).check();
  await page.getByLabel("食品安全自查").check();
  await next(page);
  await heading(page, "申请人");
  await page.locator("#applicant-phone").fill("13800003210");
  await next(page);
  await heading(page, "提交材料");
}

export async function toReview({ page }: Visitor): Promise<void> {
  await next(page);
  await heading(page, "交件和领取");
  await page.getByLabel("窗口领取").check();
  await next(page);
  await heading(page, "核对并提交");
}
