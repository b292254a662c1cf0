import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { usccCheckCharacter, usccFault } from "#shared/kernel/identifiers/uscc.ts";

const alphabet = [..."0123456789ABCDEFGHJKLMNPQRTUWXY"];
const body = fc
  .tuple(
    fc.string({ unit: fc.constantFrom(...alphabet), minLength: 2, maxLength: 2 }),
    fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 6, maxLength: 6 }),
    fc.string({ unit: fc.constantFrom(...alphabet), minLength: 9, maxLength: 9 }),
  )
  .map((parts) => parts.join(""));

describe("统一社会信用代码", () => {
  it.each(["11370800MB28559184", "91350100M000100Y43"])("accepts the published code %s", (code) => {
    expect(usccFault(code)).toBeUndefined();
  });

  it.each([
    ["", "length"],
    ["11370800MB2855918", "length"],
    ["11370800MB2855918I", "alphabet"],
    ["11370800mb28559184", "alphabet"],
    ["1137A800MB28559184", "areaCode"],
    ["11370800MB28559185", "checkCharacter"],
  ])("says why %j is wrong: %s", (code, fault) => {
    expect(usccFault(code)).toBe(fault);
  });

  it("accepts every body with its own check character", () => {
    fc.assert(fc.property(body, (text) => usccFault(text + usccCheckCharacter(text)) === undefined));
  });

  it("finds every single changed character", () => {
    fc.assert(
      fc.property(body, fc.nat(17), fc.constantFrom(...alphabet), (text, at, character) => {
        const code = text + usccCheckCharacter(text);
        fc.pre(code[at] !== character);
        return usccFault(code.slice(0, at) + character + code.slice(at + 1)) !== undefined;
      }),
    );
  });

  it("refuses to compute from anything but 17 characters of the alphabet", () => {
    expect(() => usccCheckCharacter("123")).toThrow(RangeError);
    expect(() => usccCheckCharacter("11370800MB285591O")).toThrow(RangeError);
  });
});
