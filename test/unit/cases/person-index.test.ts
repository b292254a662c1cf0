import { describe, expect, test } from "vitest";
import { personIndex } from "#shared/cases/person-index.ts";
import { maskIdNumber, maskName, maskPhone } from "#shared/people/masking.ts";
import { person } from "./samples.ts";

const under = (...secrets: string[]) => personIndex(async () => secrets);

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
});

test.each([
  ["张伟", "张*"],
  ["李小敏", "李*敏"],
  ["欧阳小敏", "欧**敏"],
  ["𠮷田", "𠮷*"],
  ["李", "李*"],
])("%s is shown as %s", (name, shown) => {
  expect(maskName(name)).toBe(shown);
});

test("numbers keep what is needed to recognise them", () => {
  expect(maskPhone("13800003210")).toBe("138****3210");
  expect(maskIdNumber("11010519491231002X")).toBe("1***************2X");
  expect(maskIdNumber("AB")).toBe("A*AB");
});
