import { beforeEach, describe, expect, test } from "vitest";
import { shippedCatalogue } from "#data/index.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import type { ServiceItem } from "#shared/catalogue/public.ts";
import { documentOf, signedText } from "#shared/licences/document.ts";
import { identifierParts } from "#shared/licences/identifier.ts";
import { licencesPublic } from "#shared/licences/public.ts";
import { type Licence, licence as licenceRecord } from "#shared/licences/record.ts";
import { memoryLicenceUses } from "#test/support/memory-licence-uses.ts";
import { shuffled } from "#test/support/random.ts";
import { form, person, thursday } from "#test/unit/cases/samples.ts";
import {
  approved,
  bodyOf,
  caller,
  inState,
  issued,
  issuing,
  type LicenceStore,
  memoryLicences,
  record,
  signer,
} from "./samples.ts";

const change = shippedCatalogue().find(({ name }) => name.zh === "食品经营许可（变更）") as ServiceItem;
const september = "2026-09-25T02:00:00.000Z";

let store: LicenceStore;
let first: Licence;
beforeEach(async () => {
  store = memoryLicences();
  first = await issued(store, approved("first", thursday));
});

type Effect = NonNullable<ServiceItem["result"]["effect"]>;
type Asked = { head: CaseHead; effect?: Effect; answers?: object };

/** The approval of a case on the first licence, as it is shown. */
const deliver = ({ head, effect = "amend", answers = {} }: Asked) => {
  const said = { licenceNumber: first.number, changedOn: "2026-09-20", ...answers };
  const cases = { recordOf: async () => ({ head, form: { ...form, answers: said }, person: person.person }) };
  const item = { ...change, result: { ...change.result, effect } };
  return issuing(store, [], { cases, items: { version: async () => ({ item, version: 1 }) } })(
    bodyOf(head),
    record,
  );
};
const now = async (): Promise<Licence> => (await store.read(first.licenceId)) as Licence;
const wallet = async (): Promise<number> =>
  (await store.list("byHolder", "li-min", { limit: 9 })).items.length;
const isSigned = async (licence: Licence) =>
  signer.verify(signedText(documentOf(licence)), licence.signature);

describe("an approved case on a licence", () => {
  test("amends it: one licence, its number and days kept, the particulars changed, for the public too", async () => {
    const head = approved("change", september);
    await deliver({ head, answers: { shopName: "颍河新馆" } });
    await deliver({ head, answers: { shopName: "颍河新馆" } });
    const licence = await now();
    expect(await wallet()).toBe(1);
    expect(licence).toMatchObject({ version: 2, state: "valid", particulars: { shopName: "颍河新馆" } });
    for (const field of ["number", "identifier", "issuedAt", "validFrom", "validTo", "caseNumber"] as const)
      expect(licence[field]).toBe(first[field]);
    expect(Object.keys(licence.particulars)).toEqual(["shopName"]);
    expect(await isSigned(licence)).toBe(true);
    const path = { identifier: first.identifier };
    const checked = await caller(store, september)("GET /v1/licence-checks/{identifier}", undefined, {
      path,
    });
    expect(checked.body).toMatchObject({ authentic: true, state: "valid", number: first.number });
  });

  test("tells ids and codes only, and keeps the former version in the history", async () => {
    await deliver({ head: approved("change", september), answers: { shopName: "颍河新馆" } });
    const entry = licenceRecord.outboxEntry(licenceRecord.toItem(await now()));
    expect(entry).toMatchObject({
      version: 2,
      event: {
        type: "tongban.licence.amended.v1",
        data: { changedBy: approved("change", september).caseNumber, caseNumber: first.caseNumber },
      },
      privateNote: { details: { former: { particulars: first.particulars, signature: first.signature } } },
    });
    expect(JSON.stringify(entry?.event)).not.toMatch(/颍河|李敏/);
  });

  test.each([1, 2, 3, 4])(
    "counts once in whatever order it arrives, the later one's word last (%i)",
    async (seed) => {
      const days = ["2026-10-01", "2026-10-02", "2026-10-03"];
      const cases = days.map((day, index) => ({
        head: approved(`change-${index}`, `${day}T02:00:00.000Z`),
        answers: { shopName: `第${index}馆`, ...(index === 0 && { activities: "热食类食品制售" }) },
      }));
      for (const one of shuffled(seed)([...cases, ...cases])) await deliver(one);
      expect((await now()).particulars).toMatchObject({ shopName: "第2馆", activities: "热食类食品制售" });
      expect(await now()).toMatchObject({ version: 4 });
    },
  );

  test("renews it from its old end, once for a term, and says when silence had granted it", async () => {
    const soon = "2031-07-01T02:00:00.000Z";
    await deliver({ head: approved("renewal", soon), effect: "renew" });
    expect(await now()).toMatchObject({
      number: first.number,
      validFrom: "2026-09-17",
      validTo: "2036-09-16",
    });
    expect((await now()).lastEvent.details).not.toHaveProperty("deemed");
    await deliver({ head: approved("renewal-twice", soon), effect: "renew" });
    expect(await now()).toMatchObject({ validTo: "2036-09-16" });
    const late = { ...approved("third", "2036-08-01T02:00:00.000Z") };
    const decided = { ...late, lastEvent: { ...late.lastEvent, at: "2036-10-08T02:00:00.000Z" } };
    await deliver({ head: decided, effect: "renew" });
    expect(await now()).toMatchObject({ validTo: "2041-09-16", lastEvent: { details: { deemed: true } } });
    expect(await isSigned(await now())).toBe(true);
  });

  test("replaces it under its number, so that the lost one's code is no longer good", async () => {
    const loss = approved("loss", september);
    await deliver({ head: loss, effect: "replace" });
    await deliver({ head: loss, effect: "replace" });
    const licence = await now();
    expect(licence).toMatchObject({ number: first.number, validTo: first.validTo, reissues: 1 });
    expect(identifierParts(licence.identifier)).toMatchObject({ serial: first.licenceId, edition: 2 });
    const check = caller(store, september);
    const checked = async (identifier: string) =>
      (await check("GET /v1/licence-checks/{identifier}", undefined, { path: { identifier } })).status;
    expect([await checked(licence.identifier), await checked(first.identifier)]).toEqual([200, 404]);
  });

  test("cancels it, and nothing changes it afterwards", async () => {
    await deliver({ head: approved("end", september), effect: "cancel" });
    expect(await now()).toMatchObject({ state: "cancelled", lastEvent: { name: "stateChanged" } });
    await expect(
      deliver({ head: approved("late", september), answers: { shopName: "无" } }),
    ).rejects.toMatchObject({
      name: "PermanentError",
    });
    expect(await now()).toMatchObject({ version: 2, particulars: first.particulars });
  });

  test.each<[string, Partial<Parameters<typeof approved>[2]>, object]>([
    ["a number that nobody holds", {}, { licenceNumber: "JY24116020000017" }],
    ["somebody else's", { applicantId: "zhang-wei" }, {}],
  ])("is parked when it names %s", async (_name, more, answers) => {
    const parked = deliver({ head: approved("foreign", september, more), answers });
    await expect(parked).rejects.toMatchObject({ name: "PermanentError" });
    expect(await now()).toEqual(first);
    expect(await wallet()).toBe(1);
  });
});

describe("the licence that a submission names", () => {
  const food = "食品经营许可证";
  const check = (more: object = {}, account = "li-min", at = september) =>
    licencesPublic({ store, uses: memoryLicenceUses() }).checkNamed(
      { number: first.number, licenceType: food, kind: "amend", ...more },
      [account],
      at,
    );

  test("is the applicant's own, of the item's type, and valid", async () => {
    expect(await check()).toBeUndefined();
    expect(await check({ number: "JY24116020000017" })).toEqual({ problem: "unknown" });
    expect(await check({}, "zhang-wei")).toEqual({ problem: "unknown" });
    expect(await check({ licenceType: "营业执照" })).toEqual({ problem: "wrongType" });
    expect(await check({}, "li-min", "2031-09-16T16:00:00.000Z")).toEqual({ problem: "notValid" });
    await store.write(inState(first, "seized"));
    expect(await check()).toEqual({ problem: "notValid" });
  });

  test("is renewed until thirty days before its end", async () => {
    expect(await check({ kind: "renew" }, "li-min", "2031-08-17T15:59:59.999Z")).toBeUndefined();
    expect(await check({ kind: "renew" }, "li-min", "2031-08-17T16:00:00.000Z")).toEqual({
      problem: "tooLate",
      lastDay: "2031-08-17",
    });
    expect(await check({ kind: "amend" }, "li-min", "2031-08-17T16:00:00.000Z")).toBeUndefined();
  });
});
