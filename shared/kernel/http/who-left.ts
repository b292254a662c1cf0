import { type Clock, systemClock } from "#shared/kernel/clock.ts";
import type { Caller } from "./caller.ts";
import type { RouteContract } from "./contract.ts";
import { httpProblems } from "./problem.ts";

/** What the staff directory says of an account; whoever is not in it has not left. */
export type StaffDirectory = { hasLeft(account: string): Promise<boolean> };

export const admitsStaff = ({ access }: Pick<RouteContract, "access">): boolean =>
  access.kind === "person" && access.roles.some((role) => role !== "citizen");

/** The table's name, which every function is given whose routes admit staff. */
export const directoryVariable = "STAFF_TABLE";

/** ASVS V7.4.2: whoever left acts no longer than this with a token that is still good. */
export const knownMs = 60_000;
const maxKnown = 1_000;

/**
 * Refuses staff whom the directory knows as left or removed. Who is there is known for a minute in this execution
 * environment; who left is asked again each time, because they may be back.
 */
export function refusesWhoLeft(directory: StaffDirectory | undefined, now: Clock = systemClock) {
  const askedAt = new Map<string, number>();
  return async ({ access }: Pick<RouteContract, "access">, { id, role }: Caller): Promise<void> => {
    if (!directory || access.kind !== "person" || access.bringsBack || role === "citizen") return;
    const at = Date.parse(now());
    if (at - (askedAt.get(id) ?? -Infinity) < knownMs) return;
    askedAt.delete(id);
    if (await directory.hasLeft(id)) throw httpProblems.notInOfficeAnyMore();
    if (askedAt.size >= maxKnown) askedAt.clear();
    askedAt.set(id, at);
  };
}
