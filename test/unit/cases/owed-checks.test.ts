import { expect, test } from "vitest";
import type { CaseReader } from "#shared/cases/case-store.ts";
import { needs } from "#shared/cases/wiring.ts";
import { contexts } from "#shared/contexts.ts";
import type { OwedChecks } from "#shared/kernel/messaging/owed.ts";
import { owedChecks } from "../../../functions/cases/owed-results/checks.ts";

const env = Object.fromEntries(Object.keys(needs.owedResults).map((name) => [name, "none"])) as Record<
  keyof typeof needs.owedResults,
  string
>;
const checks: OwedChecks = owedChecks(env, {} as CaseReader);

const followers = contexts
  .flatMap(({ functions }) => Object.entries(functions))
  .flatMap(([name, { follows, where }]) =>
    follows ? [{ name, types: Object.values(follows).map(({ type }) => type), where }] : [],
  )
  // An item's new version and a notice's own plan are no steps of a case, and nothing goes through them again.
  .filter(({ types }) => types.some((type) => !/^tongban\.(catalogue|notice)\./.test(type)));

test("every function that follows events says whether what it makes of them is there, of all that it follows", () => {
  expect(Object.keys(checks).toSorted()).toEqual(followers.map(({ name }) => name).toSorted());
  for (const { name, types, where } of followers) {
    const check = checks[name];
    const checked = Object.values(check?.follows ?? {}).map(({ type }) => type);
    expect([name, checked.toSorted()]).toEqual([name, types.toSorted()]);
    expect([name, check?.where]).toEqual([name, where]);
  }
});
