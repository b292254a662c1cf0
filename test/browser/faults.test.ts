import { decode, encode } from "jpeg-js";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeJpeg, makePdf } from "#local/play/files.ts";
import { act, foodLicence, submissionOf, submit, uploadMaterials } from "#local/play/straight-way.ts";
import { jpegWithNotes } from "#test/support/jpeg-notes.ts";
import { desktop, look, phone, startTestPages, type TestPages, type Visitor } from "#test/support/pages.ts";

let pages: TestPages;
beforeAll(async () => {
  pages = await startTestPages();
});
afterAll(() => pages?.end());

const upload = (page: Page, id: string, made: ReturnType<typeof makePdf>) =>
  page
    .locator(`#materials-${id}`)
    .setInputFiles({ name: made.fileName, mimeType: made.contentType, buffer: made.bytes });
/** A WebP picture of one pixel. */
const webp = "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA";
const isUpload = /\/documents\/[0-9-]+\/[0-9a-f-]+\?/;
const next = (page: Page) => page.getByRole("button", { name: "下一步" }).click();
const heading = (page: Page, name: string) => page.getByRole("heading", { name, level: 1 }).waitFor();
const sent = (page: Page, name: string) => page.getByRole("button", { name: `删除 ${name}` }).waitFor();

/** To the page with the papers. */
async function toMaterials({ page }: Visitor): Promise<void> {
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

async function toReview({ page }: Visitor): Promise<void> {
  await next(page);
  await heading(page, "交件和领取");
  await page.getByLabel("窗口领取").check();
  await next(page);
  await heading(page, "核对并提交");
}

const myCases = async (): Promise<number> => {
  const { body } = await (await pages.app.as("zhang-wei")).ask("GET", "/v1/cases");
  return (body.items as unknown[]).length;
};

describe.concurrent("when things go wrong", () => {
  test("a wrong file is refused with its reason, a lost connection is waited for, and one case comes of two tries", async () => {
    const citizen = await pages.visit(`/items/${foodLicence}/apply`, phone, "zhang-wei");
    const { page } = citizen;
    const context = page.context();
    await toMaterials(citizen);

    await page.getByText("PDF、OFD、JPEG 或 PNG，每个文件不超过 20 MB。").first().waitFor();
    // Its name says PDF, and it is taken as the photograph that it is.
    await upload(page, "application", {
      ...makeJpeg(5),
      fileName: "form.pdf",
      contentType: "application/pdf",
    });
    await page.getByRole("button", { name: "删除 form.jpg" }).click();
    // A file that still lies in the cloud: told at once, and trying again would not help.
    await page
      .locator("#materials-application")
      .setInputFiles({ name: "empty.jpg", mimeType: "image/jpeg", buffer: Buffer.alloc(0) });
    await page.getByText("文件是空的；若在网盘或聊天软件里，请先下载到本机再上传。").waitFor();
    expect(await page.getByRole("button", { name: "重试" }).count()).toBe(0);
    await page.getByRole("button", { name: "删除 empty.jpg" }).click();
    await page
      .locator("#materials-application")
      .setInputFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("hello") });
    await page.getByText("这是文本文件，请另存为 PDF 后再上传。").waitFor();
    await page.getByRole("button", { name: "删除 notes.txt" }).click();

    // The connection goes while the file is on its way to the store.
    await page.route(/\/documents\//, (route) => route.abort("connectionreset"), { times: 1 });
    await upload(page, "application", makePdf("Application"));
    await page.getByText("网络断开，恢复后自动继续上传").waitFor();
    await sent(page, "application.pdf");
    // The file arrives, and the store's answer is lost: sent once more, it is there already.
    await page.getByRole("button", { name: "删除 application.pdf" }).click();
    const answers: number[] = [];
    page.on("response", (answer) => answers.push(...(isUpload.test(answer.url()) ? [answer.status()] : [])));
    await page.route(
      isUpload,
      async (route) => {
        await route.fetch();
        await route.abort("connectionreset");
      },
      { times: 1 },
    );
    await upload(page, "application", makePdf("Sent twice"));
    await sent(page, "application.pdf");
    expect(answers).toEqual([412]);
    // It is confirmed, and that answer is lost: announced once more, it is there, and nothing is sent again.
    await page.getByRole("button", { name: "删除 application.pdf" }).click();
    await page.route(
      /\/confirm$/,
      async (route) => {
        await route.fetch();
        await route.abort("connectionreset");
      },
      { times: 1 },
    );
    await upload(page, "application", makePdf("Confirmed once"));
    await sent(page, "application.pdf");
    expect(answers).toEqual([412, 200]);
    await context.setOffline(true);
    await upload(page, "premises", makeJpeg(7));
    await page.getByText("网络断开，恢复后自动继续上传").waitFor();
    await look(page, "upload-waiting");
    expect(await page.getByRole("button", { name: "下一步" }).isDisabled()).toBe(true);
    await context.setOffline(false);
    await sent(page, "premises.jpg");
    await toReview(citizen);

    // The case is opened, and the answer is lost on its way back.
    await page.route(
      /\/v1\/cases$/,
      async (route) => {
        await route.fetch();
        await route.abort("connectionreset");
      },
      { times: 1 },
    );
    await page.getByRole("button", { name: "提交申请" }).click();
    await page.getByText("没有收到提交结果").waitFor();
    await look(page, "apply-unknown");
    expect(await myCases()).toBe(1);
    // Closed and opened again: it still knows what it sent, and lets nobody change it first.
    await citizen.go(`/items/${foodLicence}/apply`);
    await page.getByText("没有收到提交结果").waitFor();
    expect(await page.getByRole("button", { name: "修改" }).count()).toBe(0);
    await page.getByRole("button", { name: "重新提交" }).click();
    await page.getByText("提交成功").waitFor();
    expect(await myCases()).toBe(1);
    expect(citizen.said).toEqual([]);
    await citizen.end();
  });

  test("photographs are sent smaller, the right way up and without the place, and WebP as JPEG", async () => {
    const citizen = await pages.visit(`/items/${foodLicence}/apply`, phone, "li-min");
    const { page } = citizen;
    await toMaterials(citizen);
    const confirmed: string[] = [];
    page.on("request", (request) => {
      const [, documentId] = /documents\/([0-9a-f-]+)\/confirm$/.exec(request.url()) ?? [];
      if (documentId && request.method() === "POST") confirmed.push(documentId);
    });
    const width = 2600;
    const height = 1300;
    const large = encode({ data: Buffer.alloc(width * height * 4, 0x90), width, height }, 99).data;
    const choose = (name: string, buffer: Buffer) =>
      page.locator("#materials-application").setInputFiles({ name, mimeType: "image/jpeg", buffer });
    await choose("large.jpg", jpegWithNotes(large, { orientation: 6 }));
    await sent(page, "large.jpg");
    await choose("small.jpg", jpegWithNotes(makeJpeg(3).bytes, { orientation: 6 }));
    await sent(page, "small.jpg");
    await choose("微信图片.webp", Buffer.from(webp, "base64"));
    await sent(page, "微信图片.jpg");
    const person = await pages.app.as("li-min");
    const arrived = await Promise.all(
      confirmed.map(async (documentId) => {
        const { body } = await person.ask("GET", `/v1/documents/${documentId}/content`, {
          headers: { accept: "application/json" },
        });
        return Buffer.from(await (await fetch(body.url as string)).arrayBuffer());
      }),
    );
    expect(arrived.map((bytes) => /113\.65E|33\.62N/.test(bytes.toString("latin1")))).toEqual([
      false,
      false,
      false,
    ]);
    const sizes = arrived.map((bytes) => {
      const picture = decode(bytes);
      return [picture.width, picture.height];
    });
    expect(sizes).toEqual([
      [1000, 2000],
      [160, 120],
      [1, 1],
    ]);
    expect(citizen.said).toEqual([]);
    await citizen.end();
  });

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

  test("of two reviewers at once one acts, and the other is told and sees what became of it", async () => {
    const { app } = pages;
    const [citizen, clerk] = [await app.as("li-min"), await app.as("chen-fang")];
    const opened = await submit(
      citizen,
      submissionOf(await uploadMaterials(citizen, 21), { receive: { mode: "window" } }),
    );
    const { caseNumber } = await act(clerk, opened, "passPreReview");
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
    for (const start of ["/items?q=食品", "/"]) {
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
