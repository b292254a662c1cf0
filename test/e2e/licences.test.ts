import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { handIn, type Person } from "#local/play/api.ts";
import { makePdf } from "#local/play/files.ts";
import { accepted, apply, citizenNamed, type Office, officeOf } from "#local/play/office.ts";
import { act, applicant, type CaseBody, submit } from "#local/play/straight-way.ts";
import { sharedTestApp, type TestApp } from "#test/support/app.ts";
import { problemOf } from "#test/support/problem.ts";

const changeItem = "11411602MB9100104L4000101001002";
/** Items that the shipped catalogue has not, made of the one for changes. */
const itemsOf = {
  renew: ["延续", "11411602MB9100104L4410101001091"],
  replace: ["补发", "11411602MB9100104L4410101001092"],
  cancel: ["注销", "11411602MB9100104L4410101001093"],
} as const;

let app: TestApp;
let citizen: Person;
let office: Office;

beforeAll(async () => {
  app = await sharedTestApp();
  citizen = await citizenNamed(app, "licences");
  office = await officeOf(app, "1001");
  const { body } = await citizen.ask("GET", `/v1/items/${changeItem}`);
  const { version: _version, ...item } = body;
  const items = Object.entries(itemsOf).map(([effect, [name, itemCode]]) => ({
    ...item,
    itemCode,
    catalogCode: itemCode.slice(19),
    name: { zh: `食品经营许可（${name}）`, en: `Food business licence (${effect})` },
    result: { ...(item.result as object), effect },
    form: { ...(item.form as object), minProperties: 2 },
  }));
  await (await app.as("sun-jing")).ask("POST", "/v1/catalogue/imports", { body: { items } });
});
afterAll(() => app.end());

type Listed = { licenceId: string; number: string; identifier: string; validFrom: string; validTo: string };

const wallet = async (who = citizen): Promise<Listed[]> => {
  await app.drained();
  return (await who.ask("GET", "/v1/licences")).body.items as Listed[];
};
const whole = async ({ licenceId }: Listed) => (await citizen.ask("GET", `/v1/licences/${licenceId}`)).body;

const approve = async (opened: CaseBody): Promise<void> => {
  await act(office.reviewer, await accepted(office, opened), "approve", { reason: "符合条件" });
};

const applicationOn = async (number: string, itemCode: string, answers: object = {}) => ({
  itemCode,
  applicant: { phone: applicant.phone },
  answers: { licenceNumber: number, changedOn: "2026-09-01", ...answers },
  materials: [
    { materialId: "change-application", documentId: await handIn(citizen, makePdf("change")) },
    { materialId: "change-proof", documentId: await handIn(citizen, makePdf("proof")) },
  ],
  handIn: { mode: "online" },
  receive: { mode: "electronic" },
});

describe("a licence and the cases about it", () => {
  let first: Listed;
  beforeAll(async () => {
    await approve(await apply(citizen));
    first = (await wallet())[0] as Listed;
    expect(first.number).toMatch(/^JY2411602\d{7}$/);
  });

  const verified = async ({ identifier }: Pick<Listed, "identifier">) =>
    (await citizen.call("GET", `/v1/licence-checks/${identifier}`)) as {
      status: number;
      body: Record<string, unknown>;
    };

  test("a change leaves one licence, its number and last day, with what is new in it", async () => {
    const answers = { shopName: "颍河新馆", activities: "热食类食品制售" };
    await approve(await submit(citizen, await applicationOn(first.number, changeItem, answers)));
    const [changed, ...others] = await wallet();
    expect(others).toEqual([]);
    expect(changed).toMatchObject({
      licenceId: first.licenceId,
      number: first.number,
      validFrom: first.validFrom,
      validTo: first.validTo,
    });
    const { document } = (await whole(first)) as { document: { particulars: unknown } };
    expect(document.particulars).toMatchObject({ ...answers, businessType: "餐饮服务经营者" });
    const { body } = await verified(first);
    expect(body).toMatchObject({ authentic: true, state: "valid", validTo: first.validTo });
  });

  test("a licence that is unknown, another's or of another kind is refused before anything is written", async () => {
    const other = await citizenNamed(app, "another-holder");
    await approve(await apply(other));
    const [foreign] = await wallet(other);
    const before = (await citizen.ask("GET", "/v1/cases")).body.items as unknown[];
    for (const number of ["JY24116020000017", foreign?.number ?? ""]) {
      const answer = await citizen.call("POST", "/v1/cases", {
        body: await applicationOn(number, changeItem, { shopName: "颍河新馆" }),
        headers: { "idempotency-key": `foreign-${number}` },
      });
      expect(answer.status).toBe(400);
      expect(problemOf(answer).errors).toMatchObject([
        { path: "body/answers/licenceNumber", code: "unknown" },
      ]);
    }
    expect((await citizen.ask("GET", "/v1/cases")).body.items).toHaveLength(before.length);
  });

  test("a renewal moves its last day by the type's term, and a replacement counts its edition on", async () => {
    await approve(await submit(citizen, await applicationOn(first.number, itemsOf.renew[1])));
    const [renewed] = await wallet();
    expect(renewed?.validTo).toBe(first.validTo.replace(/^\d{4}/, (year) => String(Number(year) + 5)));
    await approve(await submit(citizen, await applicationOn(first.number, itemsOf.replace[1])));
    const [replaced] = (await wallet()) as [Listed];
    expect(replaced).toMatchObject({ number: first.number, validTo: renewed?.validTo });
    expect((await verified(first)).status).toBe(404);
    expect((await verified(replaced)).body).toMatchObject({ authentic: true, state: "valid" });
  });

  test("a cancellation ends it, in public as well, and it can be named no more", async () => {
    await approve(await submit(citizen, await applicationOn(first.number, itemsOf.cancel[1])));
    const [cancelled, ...others] = (await wallet()) as [Listed];
    expect(others).toEqual([]);
    expect((await verified(cancelled)).body).toMatchObject({ authentic: true, state: "cancelled" });
    const answer = await citizen.call("POST", "/v1/cases", {
      body: await applicationOn(first.number, changeItem, { shopName: "颍河新馆" }),
      headers: { "idempotency-key": "after-the-end" },
    });
    expect(problemOf(answer).errors).toMatchObject([
      { path: "body/answers/licenceNumber", code: "notValid" },
    ]);
  });
});
