import fc from "fast-check";
import { describe, expect, it } from "vitest";
import departments from "#district/departments.json" with { type: "json" };
import { catalogCodeFault, itemCodeFault, itemCodeOf } from "#shared/kernel/identifiers/item-codes.ts";

const uscc = "11370800MB28559184";
const code = `${uscc}3370117002011`;

describe("基本编码 and 实施编码", () => {
  it("finds nothing wrong with a published code", () => {
    expect(itemCodeFault(code)).toBeUndefined();
    expect(catalogCodeFault("370117002011")).toBeUndefined();
  });

  it("lets a 业务办理项编码 name its handling item", () => {
    expect(itemCodeFault(`${code}05`)).toBeUndefined();
  });

  it.each([
    [`${code}1`, "length"],
    ["", "length"],
    [`11370800MB28559185${code.slice(18)}`, "uscc.checkCharacter"],
    [`11370800MB2855918O${code.slice(18)}`, "uscc.alphabet"],
    [`${uscc}8370117002011`, "level"],
    [`${uscc}33701170020A1`, "catalogCode.alphabet"],
    [`${uscc}3990117002011`, "catalogCode.region"],
    [`${code}A1`, "handling"],
  ])("says why %s is wrong: %s", (text, fault) => {
    expect(itemCodeFault(text)).toBe(fault);
  });

  it.each([
    ["37011700201", "length"],
    ["37011700201A", "alphabet"],
    ["010117002011", "region"],
  ])("says why the 基本编码 %s is wrong: %s", (text, fault) => {
    expect(catalogCodeFault(text)).toBe(fault);
  });

  it("knows the items of the state", () => {
    expect(catalogCodeFault("000117002011")).toBeUndefined();
  });

  it("finds nothing wrong with what it puts together", () => {
    const digits = (length: number) =>
      fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: length, maxLength: length });
    const office = fc.constantFrom(...departments.map((department) => department.uscc));
    const handling = fc.option(digits(2), { nil: undefined });
    fc.assert(
      fc.property(
        office,
        fc.integer({ min: 1, max: 7 }),
        digits(10),
        handling,
        (owner, level, tail, item) => {
          const made = itemCodeOf(owner, String(level), `41${tail}`, item);
          expect(itemCodeFault(made)).toBeUndefined();
        },
      ),
    );
  });
});
