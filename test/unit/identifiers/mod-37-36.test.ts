import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasValidMod3736, mod3736CheckCharacter } from "#shared/kernel/identifiers/mod-37-36.ts";

const alphabet = [..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const body = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 1, maxLength: 40 });
const checked = body.map((text) => text + mod3736CheckCharacter(text));

describe("ISO 7064 MOD 37,36", () => {
  // The Global Release Identifier of the recording industry uses this system; this is its published example.
  it("agrees with a published number", () => {
    expect(mod3736CheckCharacter("A12425GABC1234002")).toBe("M");
    expect(hasValidMod3736("A12425GABC1234002M")).toBe(true);
  });

  it("accepts every body with its own check character, and with no other", () => {
    fc.assert(
      fc.property(body, (text) => {
        const accepted = alphabet.filter((character) => hasValidMod3736(text + character));
        expect(accepted).toEqual([mod3736CheckCharacter(text)]);
      }),
    );
  });

  it("finds every single changed character", () => {
    fc.assert(
      fc.property(checked, fc.nat(), fc.constantFrom(...alphabet), (text, where, character) => {
        const at = where % text.length;
        fc.pre(text[at] !== character);
        return !hasValidMod3736(text.slice(0, at) + character + text.slice(at + 1));
      }),
    );
  });

  it.each(["", "M", "A12425GABC1234002m", "A12425-GABC1234002M", "ａ12425GABC1234002M"])(
    "refuses %j",
    (text) => {
      expect(hasValidMod3736(text)).toBe(false);
    },
  );

  it("refuses to compute from anything but digits and capital letters", () => {
    expect(() => mod3736CheckCharacter("a1")).toThrow(RangeError);
  });
});
