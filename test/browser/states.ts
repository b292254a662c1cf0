import policies from "#district/policies.json" with { type: "json" };
import { restaurant } from "#local/business-licence/register.ts";
import { publishPolicy } from "#local/demo-policies.ts";
import { handIn, type Person } from "#local/play/api.ts";
import { makePdf } from "#local/play/files.ts";
import { officeOf } from "#local/play/office.ts";
import { bindOrganisation } from "#local/play/representations.ts";
import {
  act,
  applicant,
  type CaseBody,
  foodLicence,
  itemCodeIn,
  streetAddress,
  submissionOf,
  submit,
  uploadMaterials,
  waitForState,
} from "#local/play/straight-way.ts";
import type { TestApp } from "#test/support/app.ts";
import { settled, type Visitor } from "#test/support/pages.ts";

/** An item that asks about one's situation. */
const companySetUp = itemCodeIn("1001", "4000701001001");

let binding = "";
const cases: Record<"fresh" | "guided" | "asked" | "done" | "posted", string> = {
  fresh: "",
  guided: "",
  asked: "",
  done: "",
  posted: "",
};
let licence = "";
let licenceId = "";
let order = "";
let comment = "";
let ratingLink = "";
let consultation = "";
let faq = "";
let policy = "";
let policyInWork = "";

/** Cases in the states that pages show. */
export async function seedStates(app: TestApp): Promise<typeof cases> {
  const [liMin, chenFang, wangLei] = await Promise.all(
    ["li-min", "chen-fang", "wang-lei"].map((id) => app.as(id)),
  );
  if (!liMin || !chenFang || !wangLei) throw new Error("nobody is there");
  binding = (await bindOrganisation(liMin, app.businessLicence, restaurant.uscc)).representationId;
  const opened = [];
  for (const seed of [1, 2, 3])
    opened.push(
      await submit(
        liMin,
        submissionOf(await uploadMaterials(liMin, seed), { receive: { mode: "electronic" } }),
      ),
    );
  const [fresh, asked, done] = opened;
  if (!fresh || !asked || !done) throw new Error("no cases");
  await act(chenFang, await act(chenFang, asked, "passPreReview"), "requestSupplement", {
    materials: [{ materialId: "premises", reason: "材料不清晰，请重新拍摄。" }],
    fields: [{ path: "/premisesAddress", reason: "请填写到门牌号" }],
  });
  const guided = await submitCompany(liMin);
  await act(chenFang, await act(chenFang, guided, "passPreReview"), "requestSupplement", {
    materials: [{ materialId: "articles", reason: "章程缺少股东签名。" }],
    fields: [],
  });
  // A colleague invites to rate it: nobody who handled it does.
  const { clerk } = await officeOf(app, "1001");
  const accepted = await act(clerk, await act(clerk, done, "passPreReview"), "accept");
  await act(liMin, await act(wangLei, accepted, "approve"), "collect");
  const posted = await submit(liMin, submissionOf(await uploadMaterials(liMin, 4)));
  await act(wangLei, await act(chenFang, await act(chenFang, posted, "passPreReview"), "accept"), "approve");
  await waitForState(liMin, posted.caseNumber, "completed");
  await app.drained();
  const licences = (await liMin.ask("GET", "/v1/licences")).body.items as {
    identifier: string;
    licenceId: string;
  }[];
  licence = licences[0]?.identifier ?? "";
  licenceId = licences[0]?.licenceId ?? "";
  await liMin.ask("POST", `/v1/cases/${done.caseNumber}/ratings`, {
    body: { stage: "acceptance", score: 2, details: ["213"], comment: "等了很久，态度也不好。" },
  });
  await app.drained();
  const orders = (await chenFang.ask("GET", "/v1/rectifications")).body.items as {
    rectificationId: string;
    caseNumber: string;
  }[];
  order = orders.find(({ caseNumber }) => caseNumber === done.caseNumber)?.rectificationId ?? "";
  comment = `${done.caseNumber}-acceptance-first`;
  const link = await chenFang.ask("POST", `/v1/cases/${done.caseNumber}/rating-links`, {
    body: { stage: "completion", channel: "qr" },
  });
  ratingLink = String(link.body.token);
  const once = () => ({ "idempotency-key": crypto.randomUUID() });
  const consulted = await liMin.ask("POST", "/v1/consultations", {
    body: { itemCode: foodLicence, text: "经营场所和住所不一致，要先变更营业执照吗？" },
    headers: once(),
  });
  consultation = String(consulted.body.consultationId);
  const steps: [who: typeof liMin, action: string, body: object][] = [
    [chenFang, "take", {}],
    [chenFang, "askBack", { text: "实际场所有租赁合同吗？" }],
    [liMin, "reply", { text: "有，三年的合同。" }],
    [chenFang, "answer", { text: "请先变更住所。", cites: { part: "materials", number: 1 } }],
  ];
  for (const [index, [who, action, body]] of steps.entries())
    await who.ask("POST", `/v1/consultations/${consultation}/actions/${action}`, {
      body,
      headers: { "if-match": `"${index + 1}"` },
    });
  const proposed = await chenFang.ask("POST", "/v1/faqs", {
    body: {
      itemCode: foodLicence,
      question: "经营场所和住所不一致怎么办？",
      answer: "先变更营业执照的住所。",
      questionEn: "What if the premises are elsewhere?",
      answerEn: "Have the business licence changed first.",
    },
    headers: once(),
  });
  faq = String(proposed.body.faqId);
  await wangLei.ask("POST", `/v1/faqs/${faq}/actions/confirm`, {
    body: {},
    headers: { "if-match": '"1"' },
  });
  await seedPolicies(app, liMin);
  await app.drained();
  for (const [name, one] of Object.entries({ fresh, guided, asked, done, posted }))
    cases[name as "fresh"] = one.caseNumber;
  return cases;
}

/** 公司设立登记, with what was answered about one's situation. */
async function submitCompany(citizen: Person): Promise<CaseBody> {
  const draft = crypto.randomUUID();
  const materials = [];
  for (const materialId of ["company-application", "articles", "directors"])
    materials.push({ materialId, documentId: await handIn(citizen, makePdf(materialId), draft) });
  const paidBy = "2031-11-30";
  const shareholder = { name: applicant.name, idNumber: applicant.idNumber, capitalWan: 50 };
  return submit(citizen, {
    itemCode: companySetUp,
    applicant: { phone: applicant.phone },
    situation: { home: "own", approval: "no", contribution: "money" },
    answers: {
      companyName: "周口颍河餐饮有限公司",
      companyKind: "有限责任公司",
      capitalWan: 50,
      scope: "餐饮服务；食品销售",
      domicile: streetAddress,
      legalRepresentative: applicant.name,
      paidBy,
      shareholders: [{ ...shareholder, method: "货币", paidBy }],
    },
    materials,
    handIn: { mode: "online" },
    receive: { mode: "electronic" },
  });
}

/** One that fits 李敏 and is only confirmed, and one whose draft nobody may publish as it is. */
async function seedPolicies(app: TestApp, liMin: Person): Promise<void> {
  const [allowance, bus] = policies;
  if (!allowance || !bus) throw new Error("no policies ship");
  await liMin.ask("PUT", "/v1/me/policy-preferences", {
    body: { consent: true, sensitive: false, declined: ["housing"] },
  });
  const people = { writer: await app.as("liu-yang"), checker: await app.as("he-ping") };
  const younger = { ...allowance.content, rule: { alternatives: [[{ fact: "age", atLeast: 65 }]] } };
  policy = (await publishPolicy(people, { ...allowance, content: younger }, "policy-shown")).policyId;
  const { content } = bus;
  const wrong = {
    ...content,
    until: "2020-01-01",
    rule: {
      alternatives: [
        ...content.rule.alternatives,
        [
          { fact: "entity", oneOf: ["enterprise"] },
          { fact: "age", atLeast: 80 },
        ],
      ],
    },
  };
  const drafted = await people.checker.ask("POST", "/v1/policies", {
    body: { department: bus.department, content: wrong },
    headers: { "idempotency-key": "policy-in-work" },
  });
  policyInWork = String(drafted.body.policyId);
}

type Step = (visitor: Visitor) => Promise<unknown>;
export type State = { name: string; path: () => string; reach?: Step };

const submitButton: Step = ({ page }) => page.locator("button[type=submit]").last().click();
const answered =
  (answers: Record<string, string>): Step =>
  async ({ page }) => {
    for (const [id, value] of Object.entries(answers))
      await page.locator(`input[name="situation-${id}"][value="${value}"]`).check();
  };
const apply = (step: number) => () => `/items/${foodLicence}/apply?step=${step}`;

/** By who looks at them: a demo person, a citizen who has done nothing here yet, or nobody who is signed in. */
export const states: [who: string, list: State[]][] = [
  [
    "nobody",
    [
      { name: "home", path: () => "/" },
      { name: "items", path: () => "/items?q=食品" },
      { name: "no-items", path: () => "/items?q=没有这样的事" },
      { name: "guide", path: () => `/items/${foodLicence}` },
      {
        name: "guide-situation",
        path: () => `/items/${companySetUp}`,
        reach: async (visitor) => {
          await answered({ home: "own", approval: "no", contribution: "money" })(visitor);
          await visitor.page.getByText(/一般情形（自有|Usual case, own premises/).waitFor();
        },
      },
      { name: "not-found", path: () => "/nowhere" },
      { name: "help", path: () => "/help" },
      { name: "policies", path: () => "/policies" },
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
      {
        name: "apply-situation-open",
        path: () => `/items/${companySetUp}/apply`,
        reach: async (visitor) => {
          await answered({ home: "rented" })(visitor);
          await submitButton(visitor);
          await visitor.page.locator("#situation-approval-error").waitFor();
        },
      },
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
            .getByRole("button", { name: /使用以前交过的材料|Use documents handed in before/ })
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
      { name: "companys-cases", path: () => `/cases?onBehalfOf=${binding}` },
      { name: "companys-licences", path: () => `/licences?onBehalfOf=${binding}` },
      { name: "case-asked", path: () => `/cases/${cases.asked}` },
      { name: "supplement", path: () => `/cases/${cases.asked}/supplement` },
      {
        name: "supplement-situation",
        path: () => `/cases/${cases.guided}/supplement`,
        reach: answered({ home: "rented" }),
      },
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
        name: "ask",
        path: () => `/ask?item=${foodLicence}`,
        reach: async ({ page }) => {
          await page.locator("#text").fill("经营场所和住所不一致怎么办");
          await page.locator("details summary").first().click();
        },
      },
      {
        name: "policy",
        path: () => `/policies/${policy}`,
        reach: async ({ page }) => {
          await page.locator("#answers-bankAccount").fill("6228");
          await page.locator("#read").check();
          await page.locator("form button[type=submit]").click();
          await page.locator("#answers-bankAccount-error").waitFor();
        },
      },
      { name: "messages", path: () => "/messages" },
      { name: "my-policies", path: () => "/my-policies" },
      { name: "my-consultations", path: () => "/consultations" },
      { name: "consultation", path: () => `/consultations/${consultation}` },
      {
        name: "licences",
        path: () => "/licences",
        reach: ({ page }) => page.locator(".licence button").first().click(),
      },
      { name: "not-yours", path: () => "/staff" },
    ],
  ],
  [
    "a newcomer",
    [
      { name: "no-cases", path: () => "/cases" },
      { name: "no-licences", path: () => "/licences" },
      { name: "no-messages", path: () => "/messages" },
      { name: "message-settings", path: () => "/messages/settings" },
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
        name: "staff-case-situation",
        path: () => `/staff/cases/${cases.guided}`,
        reach: ({ page }) => page.getByText(/自有房屋|Our own/).waitFor(),
      },
      {
        name: "window",
        path: () => "/staff/window",
        reach: ({ page }) => page.getByRole("button", { name: /开始接待|Begin a visit/ }).click(),
      },
      { name: "window-apply", path: apply(2) },
      { name: "devices", path: () => "/staff/devices" },
      { name: "orders", path: () => "/staff/rectifications" },
      { name: "desk", path: () => "/staff/consultations?state=answered" },
      {
        name: "desk-consultation",
        path: () => `/staff/consultations/${consultation}`,
        reach: ({ page }) => page.locator("details summary").last().click(),
      },
      { name: "faqs", path: () => "/staff/faqs?state=published" },
      {
        name: "faq",
        path: () => `/staff/faqs/${faq}`,
        reach: ({ page }) => page.locator(".actions .buttons button").first().click(),
      },
      {
        name: "order-refused",
        path: () => `/staff/rectifications/${order}`,
        reach: async ({ page }) => {
          await page.locator(".actions .buttons button").first().click();
          await page.locator(".action-form button[type=submit]").click();
          await page.locator("#errors").waitFor();
        },
      },
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
  [
    "liu-yang",
    [
      { name: "worklist-of-all", path: () => "/staff?department=1001" },
      { name: "policies-desk", path: () => "/staff/policies?state=drafted" },
      {
        name: "policy-faults",
        path: () => `/staff/policies/${policyInWork}`,
        reach: async ({ page }) => {
          await page.locator(".actions .buttons button").nth(1).click();
          await page.locator(".action-form button[type=submit]").click();
          await page.locator("#errors").waitFor();
        },
      },
      {
        name: "policy-rewrite",
        path: () => `/staff/policies/${policyInWork}`,
        reach: async ({ page }) => {
          await page.locator(".actions .buttons button").first().click();
          await page.locator("#content-rule-alternatives-1").waitFor();
        },
      },
      { name: "numbers", path: () => "/staff/numbers?organ=zf" },
      { name: "searches", path: () => "/staff/searches" },
      {
        name: "comment",
        path: () => `/staff/reviews/comments/${comment}`,
        reach: ({ page }) => page.locator(".actions .buttons button").first().click(),
      },
      {
        name: "draws",
        path: () => "/staff/reviews/calls",
        reach: ({ page }) => page.locator("summary").click(),
      },
      { name: "licence", path: () => `/staff/licences/${licenceId}` },
      { name: "no-licence", path: () => "/staff/licences/NONE" },
    ],
  ],
  [
    "sun-jing",
    [
      { name: "catalogue", path: () => "/staff" },
      { name: "everyday words", path: () => "/staff/words" },
    ],
  ],
  ["wu-heng", [{ name: "accesses", path: () => "/staff/accesses" }]],
];
