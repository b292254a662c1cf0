import { describe, expect, test } from "vitest";
import { shippedCatalogue } from "#data/index.ts";
import { type LicenceType, licenceTypeNamed } from "#shared/licences/licence-types.ts";
import { labelled, particularsOf } from "#shared/licences/particulars.ts";
import { type Licence, licence as licenceRecord } from "#shared/licences/record.ts";
import { form, person, thursday } from "#test/unit/cases/samples.ts";
import {
  approved,
  bodyOf,
  caller,
  holder,
  issuing,
  type LicenceStore,
  memoryLicences,
  office,
  record,
} from "./samples.ts";

const business = licenceTypeNamed("营业执照") as LicenceType;
const company = {
  companyName: "周口颍河餐饮有限公司",
  companyKind: "有限责任公司",
  capitalWan: 50,
  scope: "餐饮服务",
  domicile: "周口市川汇区七一路 100 号",
  legalRepresentative: "王强",
  sealNeeded: true,
};

describe("what a licence states of an application", () => {
  test("is what its template prints, whichever form of the type was filled in", () => {
    expect(particularsOf(company, business)).toEqual({
      name: company.companyName,
      kind: company.companyKind,
      legalRepresentative: company.legalRepresentative,
      capitalWan: company.capitalWan,
      premises: company.domicile,
      scope: company.scope,
    });
    const shop = { composition: "个人经营", scope: "零售", premises: "七一路 1 号", phone: "13800003210" };
    expect(particularsOf(shop, business)).toEqual({
      kind: "个人经营",
      premises: "七一路 1 号",
      scope: "零售",
    });
  });

  test("names who applied together: the other before the holder, whoever of them filed", () => {
    const [li, wang] = [
      { name: "李敏", idNumber: "11010519491231002X" },
      { name: "王强", idNumber: "110101199003070134" },
    ];
    const marriage = licenceTypeNamed("结婚证") as LicenceType;
    const couple = { applicant: li, applicantRole: "spouse", parties: [{ ...wang, role: "spouse" }] };
    expect(particularsOf({}, marriage, couple)).toEqual({
      partnerName: wang.name,
      partnerId: wang.idNumber,
    });
    const mortgage = licenceTypeNamed("不动产登记证明") as LicenceType;
    const byOwner = { applicant: li, applicantRole: "mortgagor", parties: [{ ...wang, role: "mortgagee" }] };
    const byLender = { applicant: wang, applicantRole: "mortgagee", parties: [{ ...li, role: "mortgagor" }] };
    expect(particularsOf({}, mortgage, byOwner)).toEqual({ creditor: wang.name });
    expect(particularsOf({}, mortgage, byLender)).toEqual({ creditor: wang.name });
    expect(particularsOf({ creditor: "不是申请人" }, mortgage)).toEqual({});
  });

  test("has lists in one line, and nothing that cannot be printed", () => {
    const food = licenceTypeNamed("食品经营许可证") as LicenceType;
    const activities = ["热食类食品制售", "冷食类食品制售"];
    expect(particularsOf({ activities, shopName: { nested: true }, businessType: [] }, food)).toEqual({
      activities: "热食类食品制售、冷食类食品制售",
    });
  });

  test("is labelled in the template's order, with what an older one called otherwise at the end", () => {
    expect(labelled({ area: 60, scope: "零售", name: "颍河" }, business)).toEqual([
      { label: { zh: "名称", en: "Name" }, value: "颍河" },
      { label: { zh: "经营范围", en: "Scope of business" }, value: "零售" },
      { label: { zh: "area", en: "area" }, value: 60 },
    ]);
  });
});

describe("a licence that is made out to an organisation", () => {
  const founding = shippedCatalogue().find(({ name }) => name.zh === "公司设立登记");
  const head = approved("company", thursday);

  async function founded(store: LicenceStore): Promise<Licence> {
    if (!founding) throw new Error("the item is gone");
    const cases = {
      recordOf: async () => ({ head, form: { ...form, answers: company }, person: person.person }),
    };
    const items = { version: async () => ({ item: founding, version: 1 }) };
    await issuing(store, [], { cases, items })(bodyOf(head), record);
    const [listed] = (await store.list("byHolder", head.applicantId, { limit: 1 })).items;
    const licence = listed && (await store.read(listed.licenceId));
    if (!licence) throw new Error("nothing was issued");
    return licence;
  }

  test("names it with its own code, and is seen by the account that applied", async () => {
    const store = memoryLicences();
    const licence = await founded(store);
    expect(licence.holder).toEqual({ name: company.companyName, idType: "uscc", idNumber: licence.number });
    expect(licence.applicantId).toBe(head.applicantId);
    const path = { licenceId: licence.licenceId };
    const call = caller(store, thursday);
    const own = await call("GET /v1/licences/{licenceId}", holder, { path });
    expect(own.body).toMatchObject({
      holder: { name: company.companyName, idNumber: licence.number },
      document: { holder: { name: company.companyName } },
    });
    expect(own.body.particulars).toContainEqual({
      label: { zh: "法定代表人", en: "Legal representative" },
      value: "王强",
    });
    // The office reads the particulars with the case, where each look is on record.
    const seen = await call("GET /v1/licences/{licenceId}", office, { path });
    expect(seen.body).toMatchObject({ holder: { name: company.companyName } });
    expect(seen.body).not.toHaveProperty("particulars");
    const { body } = await call("GET /v1/licence-checks/{identifier}", undefined, {
      path: { identifier: licence.identifier },
    });
    expect(body).toMatchObject({ holder: company.companyName, authentic: true });
  });

  test("has nobody's data in list and event", async () => {
    const licence = await founded(memoryLicences());
    const item = licenceRecord.toItem(licence);
    const published = JSON.stringify([
      licenceRecord.fromRow("byHolder", item),
      licenceRecord.outboxEntry(item),
    ]);
    expect(published).not.toMatch(/王强|李敏|颍河/);
  });
});
