import fc from "fast-check";
import { describe, expect, it } from "vitest";
import departments from "#data/departments.json" with { type: "json" };
import { itemCodeOf, parseCatalogCode, parseItemCode } from "#shared/kernel/identifiers/item-codes.ts";

const uscc = "11370800MB28559184";
const code = `${uscc}3370117002011`;

describe("基本编码 and 实施编码", () => {
  it("takes a published code apart", () => {
    const catalog = { region: "37", itemType: "01", department: "17", main: "002", sub: "011" };
    expect(parseItemCode(code)).toEqual({
      ok: true,
      parts: { uscc, level: "3", catalogCode: "370117002011", catalog },
    });
  });

  it("reads the handling item of a 业务办理项编码", () => {
    expect(parseItemCode(`${code}05`)).toMatchObject({ ok: true, parts: { handling: "05" } });
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
    expect(parseItemCode(text)).toEqual({ ok: false, fault });
  });

  it.each([
    ["37011700201", "length"],
    ["37011700201A", "alphabet"],
    ["010117002011", "region"],
  ])("says why the 基本编码 %s is wrong: %s", (text, fault) => {
    expect(parseCatalogCode(text)).toEqual({ ok: false, fault });
  });

  it("knows the items of the state", () => {
    expect(parseCatalogCode("000117002011")).toMatchObject({ ok: true, parts: { region: "00" } });
  });

  it("reads back what it puts together", () => {
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
          const catalogCode = `41${tail}`;
          const parsed = parseItemCode(itemCodeOf(owner, String(level), catalogCode, item));
          expect(parsed).toMatchObject({
            ok: true,
            parts: { uscc: owner, level: String(level), catalogCode },
          });
          expect(parsed.ok && parsed.parts.handling).toBe(item);
        },
      ),
    );
  });
});
