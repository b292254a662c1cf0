import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  residentIdCheckCharacter,
  residentIdFault,
  residentIdKind,
} from "#shared/kernel/identifiers/resident-id.ts";

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: length, maxLength: length });
const birthDate = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2020-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10).replaceAll("-", ""));
const area = fc.constantFrom("411602", "110105", "810000", "820000", "830000", "941840");
const number = fc
  .tuple(area, birthDate, digits(3))
  .map((parts) => parts.join(""))
  .map((body) => body + residentIdCheckCharacter(body));
/** With the check character it needs, so that nothing but the part in question is wrong. */
const checked = (body: string) => body + residentIdCheckCharacter(body);

describe("公民身份号码", () => {
  // The two examples printed in GB 11643.
  it.each(["11010519491231002X", "440524188001010014"])("accepts the standard's example %s", (id) => {
    expect(residentIdFault(id)).toBeUndefined();
  });

  it("accepts every well-formed number", () => {
    fc.assert(fc.property(number, (id) => residentIdFault(id) === undefined));
  });

  it("finds every single changed digit", () => {
    fc.assert(
      fc.property(number, fc.nat(16), fc.constantFrom(..."0123456789"), (id, at, digit) => {
        fc.pre(id[at] !== digit);
        return residentIdFault(id.slice(0, at) + digit + id.slice(at + 1)) !== undefined;
      }),
    );
  });

  it.each([
    ["1101051949123100", "length"],
    ["11010519491231002x", "alphabet"],
    ["1101051949123100AX", "alphabet"],
    [checked("19010519491231002"), "area"],
    [checked("81000119491231002"), "area"],
    [checked("11010520230229002"), "birthDate"],
    [checked("11010520231301002"), "birthDate"],
    [checked("11010520230100002"), "birthDate"],
    ["110105194912310021", "checkCharacter"],
  ])("says why %s is wrong: %s", (id, fault) => {
    expect(residentIdFault(id)).toBe(fault);
  });

  it("knows a leap day", () => {
    expect(residentIdFault(checked("41160220240229001"))).toBeUndefined();
  });

  it("finds a birth date after today, and today is none", () => {
    const id = checked("41160220260302001");
    expect(residentIdFault(id)).toBeUndefined();
    expect(residentIdFault(id, "2026-03-01")).toBe("birthDateInFuture");
    expect(residentIdFault(id, "2026-03-02")).toBeUndefined();
  });

  it.each([
    ["411602199001010010", "residentIdentityCard"],
    ["810000199001010010", "residencePermit"],
    ["830000199001010010", "residencePermit"],
    ["941840199001010010", "permanentResidence"],
    ["010000199001010010", undefined],
  ])("reads the kind of document off %s", (id, kind) => {
    expect(residentIdKind(id)).toBe(kind);
  });

  it("refuses to compute from anything but 17 digits", () => {
    expect(() => residentIdCheckCharacter("1101051949123100X")).toThrow(RangeError);
  });
});
