import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { machineKey } from "#local/machine-key.ts";
import {
  act,
  foodLicence,
  handInPapers,
  submissionOf,
  submit,
  waitForState,
} from "#local/play/straight-way.ts";
import {
  desktop,
  narrow,
  picture,
  startTestPages,
  type TestPages,
  type Visitor,
  violations,
  widthOf,
} from "#test/support/pages.ts";

let pages: TestPages;
const cases: Record<"fresh" | "asked" | "done" | "posted", string> = {
  fresh: "",
  asked: "",
  done: "",
  posted: "",
};
let licence = "";
let ratingLink = "";

beforeAll(async () => {
  pages = await startTestPages({ stepMs: 10 });
  const { app } = pages;
  const [liMin, chenFang, wangLei] = await Promise.all(
    ["li-min", "chen-fang", "wang-lei"].map((id) => app.as(id)),
  );
  if (!liMin || !chenFang || !wangLei) throw new Error("nobody is there");
  const opened = [];
  for (const seed of [1, 2, 3])
    opened.push(
      await submit(liMin, submissionOf(await handInPapers(liMin, seed), { receive: { mode: "electronic" } })),
    );
  const [fresh, asked, done] = opened;
  if (!fresh || !asked || !done) throw new Error("no cases");
  await act(chenFang, await act(chenFang, asked, "passPreReview"), "requestSupplement", {
    materials: [{ materialId: "premises", reason: "材料不清晰，请重新拍摄。" }],
    fields: [{ path: "/premisesAddress", reason: "请填写到门牌号" }],
  });
  const accepted = await act(chenFang, await act(chenFang, done, "passPreReview"), "accept");
  await act(liMin, await act(wangLei, accepted, "approve"), "collect");
  const posted = await submit(liMin, submissionOf(await handInPapers(liMin, 4)));
  await act(wangLei, await act(chenFang, await act(chenFang, posted, "passPreReview"), "accept"), "approve");
  await waitForState(liMin, posted.caseNumber, "completed");
  await app.drained();
  const licences = (await liMin.ask("GET", "/v1/licences")).body.items as { identifier: string }[];
  licence = licences[0]?.identifier ?? "";
  await liMin.ask("POST", `/v1/cases/${done.caseNumber}/ratings`, {
    body: { stage: "acceptance", score: 2, details: ["205"], comment: "等了很久，态度也不好。" },
  });
  await app.drained();
  const link = await chenFang.ask("POST", `/v1/cases/${done.caseNumber}/rating-links`, {
    body: { stage: "completion", channel: "qr" },
  });
  ratingLink = String(link.body.token);
  for (const [name, one] of Object.entries({ fresh, asked, done, posted }))
    cases[name as "fresh"] = one.caseNumber;
});
afterAll(() => pages?.end());

type Step = (visitor: Visitor) => Promise<unknown>;
type State = { name: string; path: () => string; reach?: Step };

/** What is not loaded any more, and nothing but words: no key of a text shows. */
async function settled({ page }: Visitor): Promise<void> {
  await page.locator("h1").waitFor({ state: "attached" });
  await expect.poll(() => page.getByText(/^(正在加载……|Loading…)$/).count(), { timeout: 15_000 }).toBe(0);
  for (const chart of await page.locator(".chart").all()) await chart.locator("svg").waitFor();
}

async function isFine(visitor: Visitor, name: string): Promise<void> {
  await settled(visitor);
  await picture(visitor.page, name);
  expect(await violations(visitor.page), name).toEqual([]);
  expect(await widthOf(visitor.page), name).toBeLessThanOrEqual(visitor.page.viewportSize()?.width ?? 0);
  expect(await visitor.page.locator("#app").innerText(), name).not.toMatch(
    /\b(apply|case|rate|staff|form|papers|licence|device|figures|home|list|guide|window|help)\.[a-z]\w+/,
  );
}

/** Each state as most see it, and then in the other language, large and dark. */
async function look(visitor: Visitor, { name, path, reach }: State): Promise<void> {
  const { page } = visitor;
  await visitor.go(path());
  await reach?.(visitor);
  await isFine(visitor, `${name}-zh`);
  await page.getByRole("button", { name: "长辈版" }).click();
  await page.getByRole("button", { name: "English" }).click();
  await page.emulateMedia({ colorScheme: "dark" });
  await isFine(visitor, `${name}-en-care-dark`);
  await page.evaluate("localStorage.clear()");
  await page.emulateMedia({ colorScheme: "light" });
  // A hash alone would be no new page.
  await page.goto("about:blank");
}

const submitButton: Step = ({ page }) => page.locator("button[type=submit]").last().click();
const apply = (step: number) => () => `/items/${foodLicence}/apply?step=${step}`;

const states: [person: string | undefined, list: State[]][] = [
  [
    undefined,
    [
      { name: "home", path: () => "/" },
      { name: "items", path: () => "/items?q=食品" },
      { name: "no-items", path: () => "/items?q=没有这样的事" },
      { name: "guide", path: () => `/items/${foodLicence}` },
      { name: "not-found", path: () => "/nowhere" },
      { name: "help", path: () => "/help" },
      { name: "verify", path: () => `/verify/${licence}` },
      { name: "signed-out", path: () => "/cases" },
      { name: "figures", path: () => "/ratings" },
      {
        name: "rate-by-link",
        path: () => `/rate#${ratingLink}`,
        reach: ({ page }) => page.locator(".face").nth(1).click(),
      },
      { name: "rate-by-bad-link", path: () => "/rate#this-is-no-token-of-ours-at-all" },
    ],
  ],
  [
    "li-min",
    [
      { name: "apply-answers-wrong", path: apply(1), reach: submitButton },
      { name: "apply-people-wrong", path: apply(2), reach: submitButton },
      {
        name: "apply-materials-refused",
        path: apply(3),
        reach: async ({ page }) => {
          await page.locator("#materials-application").setInputFiles({
            name: "notes.exe",
            mimeType: "application/x-msdownload",
            buffer: Buffer.from("MZ"),
          });
          await page.getByRole("alert").waitFor();
          await page
            .getByRole("button", { name: /使用以前交过的材料|Use papers handed in before/ })
            .first()
            .click();
          await page
            .getByRole("button", { name: /^(使用|Use it)$/ })
            .first()
            .waitFor();
        },
      },
      {
        name: "apply-delivery",
        path: apply(4),
        reach: async ({ page }) => {
          await page.locator('input[name="receive-mode"][value="courier"]').check();
          await submitButton({ page } as Visitor);
          await page.locator("#errors").waitFor();
        },
      },
      { name: "apply-review-wrong", path: apply(5), reach: ({ page }) => page.locator("#errors").waitFor() },
      { name: "my-cases", path: () => "/cases" },
      { name: "case-asked", path: () => `/cases/${cases.asked}` },
      { name: "supplement", path: () => `/cases/${cases.asked}/supplement` },
      {
        name: "case-done",
        path: () => `/cases/${cases.done}`,
        reach: async (visitor) => {
          await settled(visitor);
          for (const summary of await visitor.page.locator("summary").all()) await summary.click();
        },
      },
      { name: "case-posted", path: () => `/cases/${cases.posted}` },
      { name: "rectifications", path: () => "/rectifications" },
      {
        name: "licences",
        path: () => "/licences",
        reach: ({ page }) => page.locator(".licence button").first().click(),
      },
      { name: "not-yours", path: () => "/staff" },
    ],
  ],
  [
    "zhang-wei",
    [
      { name: "no-cases", path: () => "/cases" },
      { name: "no-licences", path: () => "/licences" },
    ],
  ],
  [
    "chen-fang",
    [
      { name: "worklist", path: () => "/staff" },
      {
        name: "staff-case-refuse",
        path: () => `/staff/cases/${cases.fresh}`,
        reach: async ({ page }) => {
          await page.getByRole("button", { name: /^(不予受理|Refuse acceptance)$/ }).click();
          await page.locator(".action-form button[type=submit]").click();
          await page.locator("#errors").waitFor();
          await page.locator("details summary").first().click();
        },
      },
      {
        name: "window",
        path: () => "/staff/window",
        reach: ({ page }) => page.getByRole("button", { name: /开始接待|Begin a visit/ }).click(),
      },
      { name: "window-apply", path: apply(2) },
      { name: "devices", path: () => "/staff/devices" },
      {
        name: "invite",
        path: () => `/staff/cases/${cases.done}`,
        reach: async ({ page }) => {
          await page
            .getByRole("button", { name: /^(二维码|Code)/ })
            .first()
            .click();
          await page.locator("img.qr").waitFor();
        },
      },
    ],
  ],
  ["liu-yang", [{ name: "worklist-of-all", path: () => "/staff?department=1001" }]],
];

describe("every page and state", () => {
  test.each(states)(
    "of %s has nothing against WCAG 2.2 AA and fits 320 px, in both languages, large and dark",
    async (person, list) => {
      const visitor = await pages.visit("/", narrow, person);
      for (const state of list) await look(visitor, state);
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
  }, 30_000);

  test("of a rating device too, which works without a connection and catches up", async () => {
    const deviceId = "window-01";
    const { app } = pages;
    const clerk = await pages.visit(`/staff/cases/${cases.done}`, desktop, "chen-fang");
    const screen = await clerk.page.context().newPage();
    const device: Visitor = { ...clerk, page: screen };
    await screen.goto(`${pages.url}/device`);
    await isFine(device, "device-register");
    await screen.getByLabel("设备编号").fill(deviceId);
    await screen.getByLabel("设备密钥").fill(await machineKey(app, `device:${deviceId}`));
    await screen.getByRole("button", { name: "启用" }).click();
    await screen.getByText("窗口 A01").waitFor();
    await screen.getByText("在岗").waitFor();
    await isFine(device, "device-waiting");
    // The clerk's screen asks, the device beside it shows the question.
    await clerk.page
      .getByRole("button", { name: /^评价器/ })
      .first()
      .click();
    await screen.getByRole("button", { name: "提交评价" }).waitFor({ state: "detached" });
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
  }, 60_000);
});
