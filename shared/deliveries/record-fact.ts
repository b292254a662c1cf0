import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import type { CourierFact } from "./fact.ts";
import type { LegStore } from "./leg-store.ts";
import { merge } from "./merge.ts";

const logs = defineLogs("delivery", {
  contradictsEnd: { level: "warn", text: "a carrier told a second, other end of a leg that has ended" },
  timelineFull: {
    level: "warn",
    text: "a leg has its fill of facts, and one that precedes them was left out",
  },
});

export type Recorded = "recorded" | "duplicate" | "timelineFull" | "unknownLeg" | "otherCarrier";

/** Each attempt follows a fresh read, so a conflict means that somebody else got ahead meanwhile. */
const attempts = 8;

/**
 * Merges one fact into its leg in the table, again from a fresh read whenever somebody else wrote first.
 * A carrier speaks for its own legs only: another's fact answers `otherCarrier` and changes nothing.
 * @throws Error when others kept writing faster; trying again later is safe
 */
export async function recordFact(
  store: LegStore,
  fact: CourierFact,
  { now, traceparent }: { now: string; traceparent: string },
): Promise<Recorded> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const leg = await store.get(fact.legId);
    if (!leg) return "unknownLeg";
    if (leg.carrier !== fact.carrier) return "otherCarrier";
    const merged = merge(leg, fact, now, traceparent);
    if (merged === "duplicate") return merged;
    if (merged === "timelineFull") {
      log(logs.timelineFull, { legId: fact.legId, fact: fact.key });
      return merged;
    }
    if (await store.write(merged.leg)) {
      if (merged.contradictsEnd)
        log(logs.contradictsEnd, { legId: fact.legId, state: leg.state, told: fact.kind });
      return "recorded";
    }
  }
  throw new Error(`leg ${fact.legId} changed ${attempts} times while a fact was being recorded`);
}
