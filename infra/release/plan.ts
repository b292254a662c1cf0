import { isDeepStrictEqual } from "node:util";
import type { Release } from "./model.ts";

type Stacks = Release["stacks"];

export type Step = { stack: string; does: "update" | "create" | "delete" };

export type Plan = {
  /** In which order the stacks can be deployed, one at a time. */
  steps: Step[];
  /** Why those that are left cannot: nothing when all can. */
  stuck: string[];
};

const exportsOf = (deployed: Map<string, Stacks[string]>, except: string): Set<string> =>
  new Set([...deployed].flatMap(([name, { exports }]) => (name === except ? [] : exports)));

/** Who imports of what this stack would take away. */
function heldBy(deployed: Map<string, Stacks[string]>, stack: string, kept: readonly string[]) {
  const lost = (deployed.get(stack)?.exports ?? []).filter((name) => !kept.includes(name));
  return [...deployed].flatMap(([other, { imports }]) => {
    const held = other === stack ? [] : imports.filter((name) => lost.includes(name));
    return held.length > 0 ? [{ other, held }] : [];
  });
}

/**
 * Goes from one release to another stack by stack, as CloudFormation lets it: nothing imports what is not there, and no
 * export goes that somebody imports. Any stack that can go first may: what it adds is in nobody's way, and what it takes
 * away nobody of the other release needs.
 */
export function planBetween(from: Release, to: Release): Plan {
  const deployed = new Map(Object.entries(from.stacks));
  const waiting = new Set([...Object.keys(from.stacks), ...Object.keys(to.stacks)]);
  const steps: Step[] = [];
  const refusalOf = (stack: string): string | undefined => {
    const next = to.stacks[stack];
    const there = exportsOf(deployed, stack);
    const missing = (next?.imports ?? []).filter((name) => !there.has(name));
    if (missing.length > 0) return `${stack} imports what nobody exports yet: ${missing.join(", ")}`;
    const holders = heldBy(deployed, stack, next?.exports ?? []);
    if (holders.length === 0) return undefined;
    const whom = holders.map(({ other, held }) => `${other} still imports ${held.join(", ")}`);
    return `${stack} cannot take its exports away: ${whom.join("; ")}`;
  };
  for (let moved = true; moved; ) {
    moved = false;
    for (const stack of waiting) {
      if (refusalOf(stack)) continue;
      const next = to.stacks[stack];
      steps.push({ stack, does: !next ? "delete" : deployed.has(stack) ? "update" : "create" });
      if (next) deployed.set(stack, next);
      else deployed.delete(stack);
      waiting.delete(stack);
      moved = true;
    }
  }
  return { steps, stuck: [...waiting].flatMap((stack) => refusalOf(stack) ?? []) };
}

const twoSteps = "keep the export for one release more (exportValue), and drop it in the next";

/** What stops or spoils a deployment of `to` over `from`, a sentence each. */
export function faultsBetween(from: Release, to: Release): string[] {
  const { stuck } = planBetween(from, to);
  const faults = stuck.map((why) => `${why}: ${twoSteps}.`);
  for (const [stack, { stateful }] of Object.entries(from.stacks))
    for (const [logicalId, before] of Object.entries(stateful)) {
      const after = to.stacks[stack]?.stateful[logicalId];
      if (!after) {
        faults.push(`${stack}.${logicalId} (${before.type}) would go, and what it holds with it.`);
        continue;
      }
      if (after.type !== before.type || !isDeepStrictEqual(after.fixed, before.fixed))
        faults.push(`${stack}.${logicalId} (${before.type}) would be replaced by an empty one.`);
      const [had = [], has = []] = [before.indexes, after.indexes];
      const changed = [
        ...had.filter((name) => !has.includes(name)),
        ...has.filter((name) => !had.includes(name)),
      ];
      if (changed.length > 1)
        faults.push(
          `${stack}.${logicalId} changes more than one index (${changed.sort().join(", ")}): DynamoDB takes one an update.`,
        );
    }
  const known = new Set(to.events);
  for (const type of from.events)
    if (!known.has(type)) faults.push(`Event ${type} is gone: what is under way still carries it.`);
  for (const [record, format] of Object.entries(from.formats)) {
    const now = to.formats[record];
    if (now !== undefined && now < format)
      faults.push(`Records ${record} would be written in format ${now}; their table has ${format}.`);
  }
  return faults;
}
