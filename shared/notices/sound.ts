import { knownEvents } from "./follows.ts";
import { type Rule, ruleFaults } from "./rules.ts";
import { type Template, templatesFaults } from "./templates.ts";

/**
 * Nothing is built, and nothing tested, with a template that must not reach people.
 * @throws Error that names everything wrong with templates and rules
 */
export function requireSound(templates: readonly Template[], rules: readonly Rule[]): void {
  const faults = [...templatesFaults(templates), ...ruleFaults(rules, Object.keys(knownEvents))];
  if (faults.length > 0) throw new Error(`The notices are wrong: ${faults.join("; ")}`);
}
