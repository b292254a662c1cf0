import { readFileSync } from "node:fs";
import { decode, encode } from "jpeg-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeJpeg, makePdf } from "#local/play/files.ts";
import { foodLicence } from "#local/play/straight-way.ts";
import { jpegWithNotes } from "#test/support/jpeg-notes.ts";
import { look, phone, sharedTestPages, type TestPages } from "#test/support/pages.ts";
import { sent, toMaterials, toReview, upload } from "./application.ts";

let pages: TestPages;
beforeAll(async () => {
  pages = await sharedTestPages();
});
afterAll(() => pages?.end());

/** 160 by 120, left half red and right half blue, by libheif's own `heif-enc`: this browser cannot open such a file. */
const heic = readFileSync("test/fixtures/pictures/red-and-blue.heic");
/** A WebP picture of one pixel. */
const webp = "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA";
const isUpload = /\/documents\/[0-9-]+\/[0-9a-f-]+\?/;

const myCases = async (): Promise<number> => {
  const { body } = await (await pages.app.as("zhang-wei")).ask("GET", "/v1/cases");
  return (body.items as unknown[]).length;
};

describe.concurrent("files that are handed in", () => {
  test("a wrong file is refused with its reason, a lost connection is waited for, and one case comes of two tries", async () => {
    const before = await myCases();
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
    expect(await myCases()).toBe(before + 1);
    // Closed and opened again: it still knows what it sent, and lets nobody change it first.
    await citizen.go(`/items/${foodLicence}/apply`);
    await page.getByText("没有收到提交结果").waitFor();
    expect(await page.getByRole("button", { name: "修改" }).count()).toBe(0);
    await page.getByRole("button", { name: "重新提交" }).click();
    await page.getByText("提交成功").waitFor();
    expect(await myCases()).toBe(before + 1);
    expect(citizen.said).toEqual([]);
    await citizen.end();
  });

  test("photographs are sent smaller, the right way up and without the place, and WebP and HEIC as JPEG", async () => {
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
    // It is grey all over: told of, and used all the same.
    await page.getByText("large.jpg 可能不清晰").waitFor();
    await look(page, "photograph-blurred");
    await page.getByRole("button", { name: "看得清，就用这张" }).click();
    await page.getByText("large.jpg 可能不清晰").waitFor({ state: "detached" });
    await choose("small.jpg", jpegWithNotes(makeJpeg(3).bytes, { orientation: 6 }));
    await sent(page, "small.jpg");
    await choose("微信图片.webp", Buffer.from(webp, "base64"));
    await sent(page, "微信图片.jpg");
    await choose("IMG_0042.HEIC", heic);
    await sent(page, "IMG_0042.jpg");
    await choose("IMG_0043.HEIC", heic.subarray(0, heic.length - 200));
    await page.getByText("这是 HEIC 图片，请转为 JPEG、PNG 或 PDF 后再上传").waitFor();
    await page.getByRole("button", { name: "删除 IMG_0043.HEIC" }).click();
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
      [160, 120],
    ]);
    const { data, width: across } = decode(arrived[3] as Buffer);
    const colourAt = (x: number) => [...data.subarray((60 * across + x) * 4, (60 * across + x) * 4 + 3)];
    const [red, blue] = [colourAt(20), colourAt(140)];
    expect([(red[0] ?? 0) > 150, (red[2] ?? 255) < 100]).toEqual([true, true]);
    expect([(blue[0] ?? 255) < 100, (blue[2] ?? 0) > 150]).toEqual([true, true]);
    expect(citizen.said).toEqual([]);
    await citizen.end();
  });
});
