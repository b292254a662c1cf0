import { describe, expect, test } from "vitest";
import { callerSchema } from "#shared/kernel/http/caller.ts";
import {
  checkApplicant,
  checkAssistance,
  partyOf,
  requireIdentity,
} from "../../../functions/cases/case-submission/applicant.ts";
import { citizenClaims } from "../../../local/made-up-identity.ts";

const idNumber = "11010519491231002X";
const claims = citizenClaims("li-min", "李敏", idNumber);
const liMin = callerSchema.parse(claims);
const clerk = callerSchema.parse({ sub: "chen-fang", role: "clerk", department: "1001" });
const phone = "13800003210";
const other = { name: "张三", idType: "residentId", idNumber: "110101199003074610", phone };
const pathsAndCodes = (errors: { path: string; code: string }[]) =>
  errors.map(({ path, code }) => [path, code]);

describe("who applies", () => {
  test("online is who signed in, whatever the body says", () => {
    const whole = { name: "李敏", idType: "residentId", idNumber, phone };
    expect(partyOf(liMin, { phone })).toEqual(whole);
    expect(partyOf(liMin, other)).toEqual(whole);
    expect(partyOf(callerSchema.parse({ ...claims, id_number: "1" }), { phone })).toBeUndefined();
  });

  test("saying it again is no fault, saying otherwise is, at its place", () => {
    expect(checkApplicant(liMin, { phone })).toEqual([]);
    expect(checkApplicant(liMin, { name: " 李敏 ", idNumber: idNumber.toLowerCase() })).toEqual([]);
    expect(pathsAndCodes(checkApplicant(liMin, other))).toEqual([
      ["body/applicant/name", "notAsVerified"],
      ["body/applicant/idNumber", "notAsVerified"],
    ]);
    expect(pathsAndCodes(checkApplicant(liMin, { name: 7, idType: "uscc" }))).toEqual([
      ["body/applicant/name", "notAsVerified"],
      ["body/applicant/idType", "notAsVerified"],
    ]);
    expect(pathsAndCodes(checkAssistance(liMin, { agent: other }))).toEqual([["body/agent", "notAllowed"]]);
  });

  test("at the window is whoever shows their documents, and all of it is asked", () => {
    expect(partyOf(clerk, other)).toEqual(other);
    expect(checkApplicant(clerk, other)).toEqual([]);
    expect(pathsAndCodes(checkApplicant(clerk, { phone }))).toEqual([
      ["body/applicant/name", "required"],
      ["body/applicant/idType", "invalid_value"],
      ["body/applicant/idNumber", "required"],
    ]);
    const own = callerSchema.parse({ ...claims, role: "clerk", department: "1001" });
    expect(
      pathsAndCodes(checkApplicant(own, { name: "李敏", idType: "residentId", idNumber, phone })),
    ).toEqual([["body/applicant", "notAllowed"]]);
    expect(() => requireIdentity(clerk, "face")).not.toThrow();
  });

  test.each([
    ["password", "password", "realName"],
    ["realName", "password", undefined],
    ["realName", "face", "face"],
    ["face", "face", undefined],
  ] as const)("somebody at level %s for an item of level %s needs %s", (has, asks, required) => {
    const check = () => requireIdentity(callerSchema.parse({ ...claims, identityLevel: has }), asks);
    if (!required) return expect(check).not.toThrow();
    expect(check).toThrow(expect.objectContaining({ code: "identityLevelTooLow", facts: { required } }));
  });
});
