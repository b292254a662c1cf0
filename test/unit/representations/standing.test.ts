import { describe, expect, test } from "vitest";
import { callerSchema } from "#shared/kernel/http/caller.ts";
import type { Representation } from "#shared/representations/record.ts";
import { standingBy, testKeys } from "#test/support/standing.ts";
import { citizenClaims, madeUpIdNumber } from "../../../local/made-up-identity.ts";

const liMin = callerSchema.parse(citizenClaims("li-min"));
const now = () => "2026-03-06T17:00:00.000Z";
const company = "uscc:91411602MA9F00000C";
const item = "item-of-the-scope";
const isNamed = (name: string) => (other: string) => other === name;

async function representationOf(more: Partial<Representation> = {}): Promise<Representation> {
  return {
    representationId: "0a4c9e2f7b1d6385",
    state: "active",
    kind: "proxy",
    agent: liMin.identity,
    agentId: "li-min",
    agentKey: await testKeys.keyOf("idNumber", liMin.identity?.idNumber ?? ""),
    principalId: company,
    principal: { name: "周口颍河餐饮有限公司", idType: "uscc", idNumber: company.slice(5) },
    until: "2026-03-07",
    ...more,
  } as Representation;
}

describe("in whose name somebody speaks", () => {
  test("their own account at no cost, and the names made from their verified number, under any version of the secret", async () => {
    const { nameIn, namesOf } = standingBy([], now);
    const names = await namesOf(liMin);
    expect(names).toEqual(["li-min", expect.stringMatching(/^id:/), expect.stringMatching(/^id:/)]);
    for (const name of names) expect(await nameIn(liMin, item, isNamed(name))).toBe(name);
    const another = callerSchema.parse(citizenClaims("another"));
    const unverified = callerSchema.parse({ ...citizenClaims("li-min"), identityLevel: "password" });
    for (const name of names.slice(1))
      for (const who of [another, unverified]) expect(await nameIn(who, item, isNamed(name))).toBeUndefined();
  });

  test("whoever they act for now, in what the scope covers", async () => {
    const asked = async (more: Partial<Representation>, itemCode = item) =>
      standingBy([await representationOf(more)], now).nameIn(liMin, itemCode, isNamed(company));
    expect(await asked({})).toBe(company);
    expect(await asked({ scope: [item] })).toBe(company);
    expect(await asked({ scope: [item] }, "another item")).toBeUndefined();
    expect(await asked({ state: "revoked" })).toBeUndefined();
    expect(await asked({ state: "awaitingConfirmation" })).toBeUndefined();
    // The day is Shanghai's, where it is the seventh already.
    expect(await asked({ until: "2026-03-06" })).toBeUndefined();
    expect(await asked({ agentId: "another account" })).toBeUndefined();
    expect(await asked({ principalId: "uscc:another" })).toBeUndefined();
  });

  test("for a person also under the names that the window made from their number", async () => {
    const idNumber = madeUpIdNumber("wang-fang");
    const given = await representationOf({
      principalId: "wang-fang",
      principal: { name: "王芳", idType: "residentId", idNumber },
    });
    const [key = ""] = await testKeys.lookUp("idNumber", idNumber);
    expect(await standingBy([given], now).nameIn(liMin, item, isNamed(`id:${key}`))).toBe(`id:${key}`);
  });

  test("no staff, whatever their account was named for", async () => {
    const clerk = callerSchema.parse({ ...citizenClaims("li-min"), role: "clerk" });
    const { nameIn } = standingBy([await representationOf()], now);
    expect(await nameIn(clerk, item, isNamed(company))).toBeUndefined();
    expect(await nameIn(clerk, item, isNamed("li-min"))).toBeUndefined();
  });

  test("a list is one's own, or the principal's of a representation in force; of no other", async () => {
    const record = await representationOf({ scope: [item] });
    const by = (more: Partial<Representation>) => standingBy([{ ...record, ...more }], now);
    expect((await by({}).listed(liMin, undefined)).names[0]).toBe("li-min");
    const { names, covers, scoped } = await by({}).listed(liMin, record.representationId);
    expect([names, covers(item), covers("another item"), scoped]).toEqual([[company], true, false, true]);
    const refused = { status: 403 };
    await expect(by({}).listed(liMin, "ffffffffffffffff")).rejects.toMatchObject(refused);
    await expect(by({ state: "revoked" }).listed(liMin, record.representationId)).rejects.toMatchObject(
      refused,
    );
    await expect(by({ agentId: "x" }).listed(liMin, record.representationId)).rejects.toMatchObject(refused);
  });
});
