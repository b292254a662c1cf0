import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasValidMod1110, mod1110CheckDigit } from "#shared/kernel/identifiers/mod-11-10.ts";
import { organisationCheckCharacter } from "#shared/kernel/identifiers/organisation-code.ts";

describe("ISO 7064 MOD 11,10", () => {
  // The first is in the standard, the others are published numbers of this system.
  test.each(["07945", "794623", "33392005961", "86095742719"])("%s is valid", (text) => {
    expect(hasValidMod1110(text)).toBe(true);
  });

  test("finds any one digit that is wrong", () => {
    const digits = fc.stringMatching(/^\d{13}$/);
    fc.assert(
      fc.property(digits, fc.nat(13), fc.integer({ min: 1, max: 9 }), (body, place, off) => {
        const whole = body + mod1110CheckDigit(body);
        const wrong = String((Number(whole[place]) + off) % 10);
        return !hasValidMod1110(whole.slice(0, place) + wrong + whole.slice(place + 1));
      }),
    );
  });

  test.each(["", "12A", "1"])("%j has none", (text) => {
    expect(hasValidMod1110(text)).toBe(false);
    if (text !== "1") expect(() => mod1110CheckDigit(text)).toThrow(RangeError);
  });
});

describe("the check character of an organisation's code (GB 11714)", () => {
  // Inside 91350100M000100Y43, the example of GB 32100, and 91440300708461136T.
  test.each([
    ["M000100Y", "4"],
    ["70846113", "6"],
  ])("of %s is %s", (body, check) => {
    expect(organisationCheckCharacter(body)).toBe(check);
  });

  test.each(["", "MA00000", "ma000000", "MA0000000"])("%j has none", (body) => {
    expect(() => organisationCheckCharacter(body)).toThrow(RangeError);
  });
});
