import { describe, expect, it } from "vitest";
import { archiveActions } from "#shared/archives/api.ts";
import { decide as decideArchive } from "#shared/archives/decide.ts";
import { lifecycle as archives } from "#shared/archives/lifecycle.ts";
import { needsAnother } from "#shared/cases/decide.ts";
import { actions } from "#shared/cases/lifecycle-table.ts";
import { lifecycle as commitments } from "#shared/commitments/lifecycle.ts";
import { lifecycle as hearings } from "#shared/examinations/hearings/lifecycle.ts";
import { actionRoutes } from "#shared/kernel/http/record-actions.ts";
import { anotherThan } from "#shared/kernel/lifecycle/lifecycle.ts";
import { oneselfAmong } from "#shared/kernel/people/oneself.ts";
import { personKeys } from "#shared/kernel/people/person-keys.ts";
import { differenceLifecycle } from "#shared/payments/difference.ts";
import { lifecycle as payments } from "#shared/payments/lifecycle.ts";
import { lifecycle as rectifications } from "#shared/rectifications/lifecycle.ts";

describe("what takes two persons", () => {
  it("is told by the tables", () => {
    const tables = {
      archives,
      commitments,
      hearings,
      payments,
      differences: differenceLifecycle,
      rectifications,
    };
    const found = Object.entries(tables).map(([name, table]) => {
      const { actionNames, needsAnother } = table as {
        actionNames: readonly string[];
        needsAnother(action: never): boolean;
      };
      return [name, actionNames.filter((action) => needsAnother(action as never))];
    });
    const ofCases = (Object.keys(actions) as (keyof typeof actions)[]).filter(needsAnother);
    expect(Object.fromEntries([...found, ["cases", ofCases]])).toEqual({
      archives: ["destroy"],
      commitments: ["revoke"],
      hearings: ["decideObjection"],
      payments: ["confirmWaiver", "confirmReduction", "confirmRefund"],
      differences: ["confirmReturn"],
      rectifications: ["verify", "upholdAppeal", "dismissAppeal"],
      cases: [
        "accept",
        "extend",
        "confirmFurtherNotice",
        "approve",
        "reject",
        "decideOnTheSpot",
        "carryOutRemedy",
      ],
    });
  });

  it("is refused with the same account, and with another of the same person", () => {
    const { holds } = anotherThan<{ by?: string }, object>(({ by }) => [by], { zh: "他人", en: "Another" });
    const clerk = { role: "clerk", id: "chen-fang" } as const;
    expect(holds({}, clerk, {})).toBe(true);
    expect(holds({ by: "chen-fang" }, clerk, {})).toBe(false);
    expect(holds({ by: "wang-lei" }, clerk, {})).toBe(true);
    expect(holds({ by: "wang-lei" }, clerk, { ownAccounts: ["wang-lei"] })).toBe(false);
  });

  it("is never asked of accounts alone", () => {
    const acting = {
      resource: { store: {} as never, mayRead: () => true },
      decide: decideArchive,
      around: async () => ({ now: "" }),
      view: async () => ({}) as never,
    };
    expect(() => actionRoutes(archiveActions, acting)).toThrow("two persons");
    expect(() => actionRoutes(archiveActions, { ...acting, isOneself: async () => false })).not.toThrow();
  });
});

describe("whose an account is", () => {
  const identity = { name: "陈芳", idType: "residentId", idNumber: "411602199003071234" } as const;
  const keyUnder = (secret: string) => personKeys(async () => [secret]).keyOf("idNumber", identity.idNumber);
  const known = (key: unknown, secrets = ["new", "old"]) =>
    oneselfAmong(
      async () => key,
      async () => secrets,
    )("chen-fang-2", identity);

  it("is known by the fingerprint of the ID number, under any version of the key", async () => {
    expect(await known(await keyUnder("new"))).toBe(true);
    expect(await known(await keyUnder("old"))).toBe(true);
    expect(await known(await keyUnder("gone"))).toBe(false);
    expect(await known(undefined)).toBe(false);
  });
});
