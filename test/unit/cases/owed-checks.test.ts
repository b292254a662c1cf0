import { expect, test } from "vitest";
import { caseEvents } from "#events/case.ts";
import type { CaseReader } from "#shared/cases/case-store.ts";
import { needs } from "#shared/cases/wiring.ts";
import { contexts } from "#shared/contexts.ts";
import type { OwedCheck } from "#shared/kernel/messaging/owed.ts";
import { owedChecks } from "../../../functions/cases/owed-results/checks.ts";

const env = Object.fromEntries(Object.keys(needs.owedResults).map((name) => [name, "none"])) as Record<
  keyof typeof needs.owedResults,
  string
>;
const checks: Record<string, OwedCheck> = owedChecks(env, {} as CaseReader);
const typesOfCases = new Set(Object.values(caseEvents).map(({ type }) => type as string));

const followers = contexts
  .flatMap(({ functions }) => Object.entries(functions))
  .flatMap(([name, { follows = {}, where }]) => {
    const types = Object.values(follows)
      .map(({ type }) => type)
      .filter((type) => typesOfCases.has(type));
    return types.length > 0 ? [{ name, types, where }] : [];
  });

test("every function that follows cases says whether what it makes of them is there, of all that it follows", () => {
  expect(Object.keys(checks).toSorted()).toEqual(followers.map(({ name }) => name).toSorted());
  for (const { name, types, where } of followers) {
    const check = checks[name];
    const checked = Object.values(check?.follows ?? {}).map(({ type }) => type);
    expect([name, checked.filter((type) => typesOfCases.has(type)).toSorted()]).toEqual([
      name,
      types.toSorted(),
    ]);
    expect([name, check?.where]).toEqual([name, where]);
  }
});
