import { describe, expect, test } from "vitest";
import { callerSchema } from "#shared/kernel/http/caller.ts";
import { citizenClaims } from "../../../local/made-up-identity.ts";

const claims = citizenClaims("li-min", "李敏", "11010519491231002X");
const identityOf = (more: Record<string, unknown>) => callerSchema.parse({ ...claims, ...more }).identity;

describe("the verified identity in an access token", () => {
  test("is name and ID number, from the level of real names on", () => {
    const identity = { name: "李敏", idType: "residentId", idNumber: "11010519491231002X" };
    expect(identityOf({})).toEqual(identity);
    expect(identityOf({ identityLevel: "face", id_number: "11010519491231002x" })).toEqual(identity);
    expect(identityOf({ identityLevel: "password" })).toBeUndefined();
    expect(identityOf({ id_number: "e12345678", id_type: "passport" })).toMatchObject({
      idNumber: "E12345678",
    });
  });

  test.each([
    ["no number", { id_number: undefined }],
    ["no name", { name: " " }],
    ["a wrong check character", { id_number: "110105194912310021" }],
    ["a day that never was", { id_number: "110105194902310021" }],
    ["an organisation's number", { id_type: "uscc", id_number: "11411602MB9100104L" }],
    ["no text at all", { id_number: { $ne: null } }],
    ["a passport with a space inside", { id_type: "passport", id_number: "E1234 5678" }],
  ])("is refused with %s, and the person is signed in all the same", (_name, more) => {
    expect(callerSchema.parse({ ...claims, ...more })).toMatchObject({ id: "li-min", role: "citizen" });
    expect(identityOf(more)).toBeUndefined();
  });
});
