import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { personIndex } from "#shared/cases/person-index.ts";
import { applicationView } from "#shared/cases/view.ts";
import { maskIdNumber, maskName, maskPhone } from "#shared/kernel/people/masking.ts";
import { form, openSample, person } from "./samples.ts";

const under = (...secrets: string[]) => personIndex(async () => secrets);
const { applicant } = person.person;
const withApplicant = (changes: Partial<typeof applicant>) => ({ applicant: { ...applicant, ...changes } });

describe("the index of people", () => {
  test("finds by the number as people write it, under every version of the secret", async () => {
    const keys = await under("a").keysOf(person.person);
    expect(keys.idKey).toMatch(/^[0-9a-f]{32}$/);
    expect(await under("b", "a").lookUp("idNumber", " 11010519491231002x ")).toContain(keys.idKey);
    expect(await under("a").lookUp("phone", "13800003210")).toEqual([keys.phoneKey]);
  });

  test("tells nothing without its secret, and keeps kinds apart", async () => {
    const [one] = await under("a").lookUp("phone", "13800003210");
    const [other] = await under("b").lookUp("phone", "13800003210");
    const [kind] = await under("a").lookUp("idNumber", "13800003210");
    expect(new Set([one, other, kind]).size).toBe(3);
    await expect(under().keysOf(person.person)).rejects.toThrow("no secret");
  });

  test("during a rotation looks up under both secrets, and writes under the current one alone", async () => {
    const before = await under("old").keysOf(person.person);
    const rotated = under("new", "old");
    const [current, previous, ...more] = await rotated.lookUp("idNumber", applicant.idNumber);
    expect([previous, more]).toEqual([before.idKey, []]);
    expect((await rotated.keysOf(person.person)).idKey).toBe(current);
    expect(current).not.toBe(previous);
    expect(await under("new").lookUp("idNumber", applicant.idNumber)).toEqual([current]);
  });

  test("goes by the applicant's numbers and by nothing else", async () => {
    const keysOf = (more: Parameters<typeof withApplicant>[0], agent = false) =>
      under("a").keysOf({ ...withApplicant(more), ...(agent && { agent: applicant }) });
    const keys = await keysOf({});
    expect(await keysOf({ name: "李小敏", idType: "passport" }, true)).toEqual(keys);
    expect(await keysOf({ idNumber: "11010519491231002x" })).toEqual(keys);
    expect(await keysOf({ phone: "13900000000" })).toMatchObject({ idKey: keys.idKey });
    expect((await keysOf({ phone: "13900000000" })).phoneKey).not.toBe(keys.phoneKey);
    expect((await keysOf({ idNumber: "E12345678" })).idKey).not.toBe(keys.idKey);
  });

  test("what is written is what is looked up, and no two numbers share a key", async () => {
    const numbers = fc.stringMatching(/^[0-9A-Za-z]{5,32}$/);
    const secrets = fc.string({ minLength: 1 });
    await fc.assert(
      fc.asyncProperty(numbers, numbers, secrets, async (idNumber, other, secret) => {
        const index = under(secret);
        const { idKey } = await index.keysOf(withApplicant({ idNumber }));
        expect(await index.lookUp("idNumber", ` ${idNumber.toLowerCase()}\t`)).toEqual([idKey]);
        const isSame = idNumber.toUpperCase() === other.toUpperCase();
        expect((await index.lookUp("idNumber", other))[0] === idKey).toBe(isSame);
        expect(await index.lookUp("phone", idNumber)).not.toContain(idKey);
        expect(await under(`${secret}.`).lookUp("idNumber", idNumber)).not.toContain(idKey);
      }),
    );
  });
});

describe("what is shown of a person", () => {
  test.each([
    ["李", "李*"],
    ["张伟", "张*"],
    ["李小敏", "李*敏"],
    ["欧阳小敏", "欧**敏"],
    // Characters of two code units.
    ["𠮷", "𠮷*"],
    ["𠮷田", "𠮷*"],
    ["李𡿨", "李*"],
    ["李𡿨𡿺", "李*𡿺"],
    ["𠮷田𡿨𡿺", "𠮷**𡿺"],
    ["阿依古丽·买买提", "阿******提"],
  ])("%s is %s", (name, shown) => {
    expect(maskName(name)).toBe(shown);
  });

  test("of a name is never whole, never half a character, and says how long it is from two on", () => {
    const names = fc.array(fc.constantFrom(..."李小敏欧阳𠮷𡿨𡿺"), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(names, (characters) => {
        const shown = maskName(characters.join(""));
        expect(shown.isWellFormed()).toBe(true);
        expect(shown).toContain("*");
        expect([...shown]).toHaveLength(Math.max(characters.length, 2));
        expect([...shown].filter((one) => one !== "*").length).toBeLessThanOrEqual(2);
      }),
    );
  });

  test("of numbers is what is needed to recognise them", () => {
    expect(maskPhone("13800003210")).toBe("138****3210");
    expect(maskIdNumber("11010519491231002X")).toBe("1***************2X");
    expect(maskIdNumber("E1234")).toBe("E**34");
    expect(maskIdNumber("AB")).toBe("A*AB");
  });

  test("of an applicant is name, ID number and phone, all masked", () => {
    expect(applicationView({ form, ...person }, openSample()).applicant).toEqual({
      name: "李*",
      idNumber: "1***************2X",
      phone: "138****3210",
    });
  });
});
