import { describe, expect, test } from "vitest";
import { shippedCatalogue } from "#data/index.ts";
import type { Party } from "#shared/cases/case.ts";
import { callerSchema } from "#shared/kernel/http/caller.ts";
import { checkTogether } from "../../../functions/cases/case-submission/check-together.ts";
import { citizenClaims } from "../../../local/made-up-identity.ts";

const named = (zh: string) => {
  const item = shippedCatalogue().find(({ name }) => name.zh === zh);
  if (!item) throw new Error(`no item ${zh}`);
  return item;
};
const phone = "13800003210";
const idType = "residentId" as const;
const li: Party = { name: "李敏", idType, idNumber: "11010519491231002X", phone };
const wang = { name: "王强", idType, idNumber: "110101199003074610", phone, role: "spouse" };
const citizen = callerSchema.parse(citizenClaims("li-min", li.name, li.idNumber));
const clerk = callerSchema.parse({ sub: "chen-fang", role: "clerk", department: "1004" });
const now = "2026-09-17T01:00:00.000Z";

const check = (body: Record<string, unknown>, item = named("结婚登记"), caller = citizen) =>
  checkTogether(body, { caller, item, applicant: li, now }).map(({ path, code }) => [path.slice(5), code]);
const couple = { applicantRole: "spouse", parties: [wang] };

describe("who applies together", () => {
  test("is as many as the law wants, in the item's roles", () => {
    expect(check(couple)).toEqual([]);
    expect(check({})).toEqual([
      ["applicantRole", "required"],
      ["parties", "required"],
    ]);
    expect(check({ ...couple, parties: [wang, { ...wang, idNumber: "110101199001011237" }] })).toContainEqual(
      ["parties", "count"],
    );
    expect(check({ applicantRole: "buyer", parties: [{ ...wang, role: "seller" }] })).toEqual([
      ["applicantRole", "unknown"],
      ["parties/0/role", "unknown"],
      ["parties", "count"],
    ]);
  });

  test("is nobody twice, and nobody whose number cannot exist", () => {
    expect(check({ ...couple, parties: [{ ...wang, idNumber: li.idNumber.toLowerCase() }] })).toEqual([
      ["parties/0/idNumber", "same"],
    ]);
    expect(check({ ...couple, parties: [{ ...wang, idNumber: "110101199003074611" }] })).toEqual([
      ["parties/0/idNumber", "residentId"],
    ]);
  });

  test("depends on the answer where the law does: an inheritance is applied for alone", () => {
    const home = named("存量房转移登记");
    const sale = {
      answers: { ground: "买卖" },
      applicantRole: "transferor",
      parties: [{ ...wang, role: "transferee" }],
    };
    expect(check(sale, home)).toEqual([]);
    expect(check({ answers: { ground: "买卖" } }, home)).toHaveLength(2);
    expect(check({ answers: { ground: "继承" } }, home)).toEqual([]);
    expect(check({ ...sale, answers: { ground: "继承" } }, home)).toEqual([
      ["parties", "notAllowed"],
      ["applicantRole", "notAllowed"],
    ]);
    // The form itself says that the answer is missing.
    expect(check({ ...sale, answers: {} }, home)).toEqual([]);
    expect(check({ ...sale, applicantRole: "transferee" }, home)).toEqual([["parties", "count"]]);
  });

  test("an item of one applicant takes no others", () => {
    expect(check({}, named("生育登记"))).toEqual([]);
    expect(check(couple, named("生育登记"))).toHaveLength(2);
  });

  test("only a clerk says who is at the window, where an organisation may, too", () => {
    const here = { ...couple, parties: [{ ...wang, present: true }] };
    expect(check(here)).toEqual([["parties/0/present", "notAllowed"]]);
    expect(check(here, undefined, clerk)).toEqual([]);
    const bank = { name: "某银行", idType: "uscc", idNumber: "91410000MA44HUXW2N", phone, role: "mortgagee" };
    const mortgage = { applicantRole: "mortgagor", parties: [bank] };
    const item = named("不动产抵押权首次登记");
    const codes = (body: Record<string, unknown>, caller = citizen) =>
      check(body, item, caller).map(([, code]) => code);
    expect(codes(mortgage)).toContain("organisation");
    expect(codes({ ...mortgage, parties: [{ ...bank, present: true }] }, clerk)).not.toContain(
      "organisation",
    );
  });
});
