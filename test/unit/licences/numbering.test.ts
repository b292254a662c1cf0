import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shippedCatalogue } from "#data/index.ts";
import { hasValidMod1110 } from "#shared/kernel/identifiers/mod-11-10.ts";
import { usccFault } from "#shared/kernel/identifiers/uscc.ts";
import { type LicenceType, licenceTypeNamed } from "#shared/licences/licence-types.ts";
import { licenceIdOfNumber, licenceNumberOf, maxCollectionAttempts } from "#shared/licences/numbering.ts";
import { form, person, thursday } from "#test/unit/cases/samples.ts";
import { approved, bodyOf, idOf, issued, issuing, item, memoryLicences, record } from "./samples.ts";

const typeNamed = (name: string): LicenceType => {
  const type = licenceTypeNamed(name);
  if (!type) throw new Error(`there is no licence ${name}`);
  return type;
};
const food = typeNamed("食品经营许可证");
const business = typeNamed("营业执照");
const cases = fc.string({ minLength: 1 }).map((text) => `4116021001${text}`);

describe("numbers of licences", () => {
  test.each([
    ["食品销售经营者", "1"],
    ["餐饮服务经营者", "2"],
    ["集中用餐单位食堂", "3"],
    // A joint matter's form may not ask.
    [undefined, "2"],
  ])("for food businesses are JY and 14 digits: %s", (businessType, digit) => {
    fc.assert(
      fc.property(cases, fc.nat(7), (caseNumber, attempt) => {
        const { number } = licenceNumberOf(food, { caseNumber, answers: { businessType } }, attempt);
        expect(number).toMatch(new RegExp(`^JY${digit}411602\\d{7}$`));
        expect(hasValidMod1110(number.slice(2))).toBe(true);
      }),
    );
  });

  test.each([
    [{ companyName: "周口颍河餐饮有限公司" }, "91411602MA"],
    [{ composition: "个人经营" }, "92411602MA"],
  ])("of business licences are social credit codes: %o", (answers, start) => {
    fc.assert(
      fc.property(cases, fc.nat(7), (caseNumber, attempt) => {
        const { number } = licenceNumberOf(business, { caseNumber, answers }, attempt);
        expect(usccFault(number)).toBeUndefined();
        expect(number.startsWith(start)).toBe(true);
      }),
    );
  });

  test("stay as they were where a type has no rule", () => {
    const caseNumber = approved("key", thursday).caseNumber;
    const { number, licenceId } = licenceNumberOf(typeNamed("居住证"), { caseNumber, answers: {} }, 0);
    expect(number).toBe(`411602${licenceId.slice(0, 12)}`);
  });

  test("fit the field of every form that names a licence of the type", () => {
    const naming = shippedCatalogue().filter(({ result }) => result.licenceField);
    expect(naming.length).toBeGreaterThan(0);
    for (const { result, form: asked } of naming) {
      const type = typeNamed(result.licenceType ?? "");
      const field = asked.properties?.[result.licenceField ?? ""];
      const pattern = new RegExp(typeof field === "object" ? (field.pattern ?? "") : "(none)", "u");
      for (const key of ["a", "b", "c"]) {
        const { caseNumber } = approved(key, thursday);
        expect(licenceNumberOf(type, { caseNumber, answers: {} }, 0).number).toMatch(pattern);
      }
    }
  });

  test("say by which edition of which rule they are made", () => {
    for (const { numbering } of [food, business]) {
      expect(numbering?.edition).toMatch(/\d{2,}/);
      expect(numbering?.source.length).toBeGreaterThan(20);
    }
  });
});

describe("a number that another licence has", () => {
  const head = approved("key", thursday);

  test("is not given twice: the next try has another, the same at every repeat", async () => {
    const store = memoryLicences();
    const other = await issued(store, approved("other", thursday));
    const taken = { ...other, licenceId: idOf(head) };
    await store.write(taken);
    const handle = issuing(store, [head]);
    await handle(bodyOf(head), record);
    await handle(bodyOf(head), record);
    const mine = await store.read(idOf(head, food.name.zh, 1));
    expect(mine).toMatchObject({ caseNumber: head.caseNumber, version: 1 });
    expect(mine?.licenceId).toBe(licenceIdOfNumber(food.code, mine?.number ?? ""));
    expect(await store.read(idOf(head))).toEqual(taken);
    expect((await store.list("byHolder", "li-min", { limit: 9 })).items).toHaveLength(3);
  });

  test("is reported when none is left to try", async () => {
    const store = memoryLicences();
    const other = await issued(store, approved("other", thursday));
    for (let attempt = 0; attempt < maxCollectionAttempts; attempt += 1)
      await store.write({ ...other, licenceId: idOf(head, food.name.zh, attempt) });
    const cases = { recordOf: async () => ({ head, form, person: person.person }) };
    const items = { version: async () => ({ item, version: 1 }) };
    await expect(issuing(store, [], { cases, items })(bodyOf(head), record)).rejects.toThrow(
      /no free licence/,
    );
  });
});
