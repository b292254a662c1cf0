import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { changeRecord } from "#shared/kernel/records/record-store.ts";
import { type CourierFact, factKeyOf } from "./fact.ts";
import { merge } from "./leg.ts";
import type { Leg, LegStore } from "./record.ts";

const logs = defineLogs("delivery", {
  contradictsEnd: { level: "warn", text: "a carrier told a second, other end of a leg that has ended" },
  timelineFull: {
    level: "warn",
    text: "a leg has its fill of facts, and one that precedes them was left out",
  },
});

export type Recorded = "recorded" | "duplicate" | "timelineFull" | "unknownLeg" | "otherCarrier";

/**
 * Merges one fact into its leg in the table, again from a fresh read whenever somebody else wrote first.
 * A carrier speaks for its own legs only: another's fact answers `otherCarrier` and changes nothing.
 * @throws RecordBusyError when others kept writing faster; trying again later is safe
 */
export async function recordFact(
  store: Pick<LegStore, "read" | "write">,
  fact: CourierFact,
  { now, traceparent }: { now: string; traceparent: string },
): Promise<Recorded> {
  const tried: { outcome: Recorded; contradicted?: Leg["state"] | undefined } = { outcome: "unknownLeg" };
  await changeRecord(store, fact.legId, (leg) => {
    const merged = leg.carrier === fact.carrier ? merge(leg, fact, now, traceparent) : "otherCarrier";
    tried.outcome = typeof merged === "string" ? merged : "recorded";
    if (typeof merged === "string") return undefined;
    tried.contradicted = merged.contradictsEnd ? leg.state : undefined;
    return merged.leg;
  });
  const { outcome, contradicted } = tried;
  const { legId } = fact;
  if (outcome === "timelineFull") log(logs.timelineFull, { legId, fact: fact.key });
  if (outcome === "recorded" && contradicted)
    log(logs.contradictsEnd, { legId, state: contradicted, told: fact.kind });
  return outcome;
}

/** Records what we did with a leg ourselves: the leg's own time keeps its key the same however often that runs. */
export function recordDone(
  store: Pick<LegStore, "read" | "write">,
  { carrier, legId, requestedAt }: Leg,
  done: Pick<CourierFact, "kind" | "waybill">,
  moment: { now: string; traceparent: string },
): Promise<Recorded> {
  const key = factKeyOf({ carrier, legId, identity: { code: done.kind, occurredAt: requestedAt } });
  return recordFact(store, { ...done, carrier, legId, key, occurredAt: moment.now }, moment);
}
