import { randomUUID } from "node:crypto";
import { demoPerson } from "#local/demo-people.ts";
import type { Person } from "#local/play/api.ts";
import { act, applicant, submissionOf, submit, uploadMaterials } from "#local/play/straight-way.ts";
import type { TestApp } from "#test/support/app.ts";
import { answersFor } from "#test/support/applications.ts";
import { settled } from "#test/support/pages.ts";
import type { State } from "./states.ts";

/** 结婚登记, applied for by both; 居民身份证换领, which costs a fee. */
const marriage = "11411602MB9100403J4000704001001";
const idCard = "11411602MB910050XQ4000705001001";

export const at = { examined: "", shared: "", charged: "", inspection: "", hearing: "", party: "" };

export const inDays = (days: number): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(Date.now() + days * 86_400_000);

type One = { version: number } & Record<string, unknown>;
const begin = async (who: Person, plural: string, body: object): Promise<One> =>
  (await who.ask("POST", `/v1/${plural}`, { body, headers: { "idempotency-key": randomUUID() } }))
    .body as One;
const take = async (
  who: Person,
  path: string,
  { version }: One,
  action: string,
  body: object,
): Promise<One> =>
  (await who.ask("POST", `/v1/${path}/actions/${action}`, { body, headers: { "if-match": `"${version}"` } }))
    .body as One;

/** Cases in the middle of what the law wants around a decision: visits, hearings, third parties, fees, both spouses. */
export async function seedProcedures(app: TestApp): Promise<typeof at> {
  const [liMin, zhangWei, chenFang, wangLei] = (await Promise.all(
    ["li-min", "zhang-wei", "chen-fang", "wang-lei"].map((id) => app.as(id)),
  )) as [Person, Person, Person, Person];
  const examined = await submit(liMin, submissionOf(await uploadMaterials(liMin, 21)));
  await act(chenFang, await act(chenFang, examined, "passPreReview"), "accept");
  const { caseNumber } = examined;
  const planned = await begin(wangLei, "inspections", { caseNumber });
  await take(chenFang, `inspections/${planned.inspectionId}`, planned, "schedule", {
    day: inDays(1),
    time: "09:30",
    officers: ["wang-lei", "chen-fang"].map((account, index) => ({
      account,
      cardNumber: `4116001234${index}`,
    })),
  });
  const announced = await begin(wangLei, "hearings", {
    caseNumber,
    hearingGround: "onRequest",
    words: "直接涉及他人重大利益",
  });
  const { name = "", id_number: idNumber } = demoPerson("zhang-wei").claims as Record<string, string>;
  const named = await begin(wangLei, "interested-parties", {
    caseNumber,
    relation: "neighbour",
    person: { name, idNumber, phone: "13800003211" },
    words: "相邻采光",
  });
  const informed = await take(wangLei, `interested-parties/${named.partyId}`, named, "inform", {
    informedHow: "inPerson",
    statementDays: 5,
    announcesHearing: true,
    words: "已当面告知",
  });
  await take(zhangWei, `interested-parties/${named.partyId}`, informed, "join", {});
  const shared = await submit(liMin, {
    itemCode: marriage,
    applicant: { phone: applicant.phone },
    applicantRole: "spouse",
    parties: [{ name, idType: "residentId", idNumber, phone: "13900003210", role: "spouse" }],
    answers: await answersFor(liMin, marriage),
    materials: [],
    handIn: { mode: "online" },
    receive: { mode: "window" },
  });
  const charged = await submit(liMin, {
    itemCode: idCard,
    applicant,
    answers: await answersFor(liMin, idCard),
    materials: [],
    handIn: { mode: "online" },
    receive: { mode: "window" },
  });
  await app.drained();
  Object.assign(at, {
    examined: caseNumber,
    shared: shared.caseNumber,
    charged: charged.caseNumber,
    inspection: planned.inspectionId,
    hearing: announced.hearingId,
    party: named.partyId,
  });
  return at;
}

const actions: State["reach"] = async ({ page }) => {
  await page.locator(".actions .buttons button").first().click();
};
const opened: State["reach"] = async (visitor) => {
  await settled(visitor);
  for (const summary of await visitor.page.locator("summary").all()) await summary.click();
};

/** By who looks at them. */
export const procedureStates: [who: string, list: State[]][] = [
  [
    "li-min",
    [
      { name: "case-examined", path: () => `/cases/${at.examined}`, reach: opened },
      { name: "case-shared", path: () => `/cases/${at.shared}` },
      { name: "case-charged", path: () => `/cases/${at.charged}`, reach: opened },
      { name: "representations", path: () => "/representations" },
    ],
  ],
  [
    "zhang-wei",
    [
      { name: "invitation", path: () => `/invitations/${at.shared}` },
      { name: "notices", path: () => "/notices" },
      { name: "notice", path: () => `/notices/${at.party}` },
    ],
  ],
  [
    "wang-lei",
    [
      { name: "staff-case-examined", path: () => `/staff/cases/${at.examined}` },
      { name: "inspections", path: () => "/staff/inspections" },
      { name: "inspection", path: () => `/staff/inspections/${at.inspection}`, reach: actions },
      { name: "hearings", path: () => "/staff/hearings" },
      { name: "hearing", path: () => `/staff/hearings/${at.hearing}` },
      { name: "parties", path: () => "/staff/interested-parties" },
      { name: "party", path: () => `/staff/interested-parties/${at.party}` },
      { name: "archives", path: () => "/staff/archives" },
      { name: "commitments", path: () => "/staff/commitments" },
      { name: "people", path: () => "/staff/people" },
    ],
  ],
  [
    "liu-yang",
    [
      { name: "payments", path: () => "/staff/payments" },
      { name: "differences", path: () => "/staff/payments/differences" },
      { name: "staff-representations", path: () => "/staff/representations" },
    ],
  ],
];
