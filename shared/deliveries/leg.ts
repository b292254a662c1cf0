import type { LegKind } from "#events/delivery.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { changeRecord } from "#shared/kernel/records/record-store.ts";
import type { Carrier } from "./carriers.ts";
import { type CourierFact, compareFacts, decisiveOf, type FactEntry, factKeyOf, isTerminal } from "./fact.ts";
import { delivery, type Leg, type LegStore, timelineLimit } from "./record.ts";

export const legIdOf = (caseNumber: string, kind: LegKind, attempt: number): string =>
  `${caseNumber}-${kind}-${attempt}`;

/** A leg whose carrier has not answered yet. Whatever fails meanwhile, the same order number is used again. */
export const requestedLeg = ({
  carrier,
  now,
  trace,
  ...facts
}: Pick<Leg, "caseNumber" | "kind" | "attempt"> & {
  carrier: Pick<Carrier, "id" | "kind">;
  now: string;
  trace: string;
}): Leg =>
  delivery.first(
    {
      legId: legIdOf(facts.caseNumber, facts.kind, facts.attempt),
      ...facts,
      carrier: carrier.id,
      // EMS's traces are known by the waybill alone.
      ...(carrier.kind === "ems" && { waybillOnly: true }),
      state: "requested",
      requestedAt: now,
      facts: [],
    },
    { event: "requested", at: now, trace, actor: { role: "system", id: "handover" } },
  );

export type Merged = {
  leg: Leg;
  /** The carrier tells of a second, other end of a leg that has ended: a person must ask. */
  contradictsEnd: boolean;
};

/**
 * Adds a fact to a leg. The state follows from the facts alone: the earliest end that was reported, or else the fact
 * that stands last; so any order, any delay and any number of repeats come to the same state and the same facts.
 * A fact that does not bring the state is recorded as late. Only an earlier end can take the place of an end, and
 * `contradictsEnd` says so.
 * `timelineFull`: the leg has its fill of facts that stand after this one.
 */
export function merge(
  leg: Leg,
  fact: CourierFact,
  now: string,
  traceparent: string,
): Merged | "duplicate" | "timelineFull" {
  if (leg.facts.some((known) => known.key === fact.key)) return "duplicate";
  const { carrier, legId: _legId, waybill: _waybill, ...entry } = fact;
  const added: FactEntry = { ...entry, late: false };
  // Keeping the last ones of a fixed order, and not the last to come, keeps this independent of arrival.
  const kept = [...leg.facts, added].sort(compareFacts).slice(-timelineLimit);
  if (!kept.includes(added)) return "timelineFull";
  const decisive = decisiveOf(kept);
  if (!decisive) throw new Error("a leg that was just given a fact has no facts");
  const moves = decisive === added;
  const facts = moves ? kept : kept.map((each) => (each === added ? { ...added, late: true } : each));
  // The order's own answer names the waybill; until it is written, take the one that the carrier tells.
  const waybill = fact.kind === "ordered" ? (fact.waybill ?? leg.waybill) : (leg.waybill ?? fact.waybill);
  const isOtherEnd = isTerminal(fact.kind) && leg.state !== fact.kind;
  const wasOnItsWayBack = fact.kind === "returning" && leg.state === "delivered";
  return {
    contradictsEnd: isTerminal(leg.state) && (isOtherEnd || wasOnItsWayBack),
    leg: delivery.next(
      leg,
      { state: decisive.kind, waybill, facts, addedFact: fact.key, stalled: undefined },
      { event: fact.kind, at: now, trace: traceparent, actor: { role: "carrier", id: carrier } },
    ),
  };
}

const logs = defineLogs("delivery", {
  contradictsEnd: { level: "warn", text: "what a carrier reported contradicts the end that its leg has" },
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
    log(logs.contradictsEnd, { legId, state: contradicted, reported: fact.kind });
  return outcome;
}

const doneBy = (
  { carrier, legId, requestedAt }: Leg,
  done: Pick<CourierFact, "kind" | "waybill">,
  occurredAt: string,
): CourierFact => {
  const key = factKeyOf({ carrier, legId, identity: { code: done.kind, occurredAt: requestedAt } });
  return { ...done, carrier, legId, key, occurredAt };
};

/** The first version of a leg that its carrier took at the first try: nothing of it was written before. */
export function orderedLeg(
  requested: Leg,
  waybill: string,
  moment: { now: string; traceparent: string },
): Leg {
  const { now, traceparent } = moment;
  const merged = merge(requested, doneBy(requested, { kind: "ordered", waybill }, now), now, traceparent);
  if (typeof merged === "string") throw new Error(`leg ${requested.legId} was ordered before`);
  return { ...merged.leg, version: requested.version };
}

/** Records what we did with a leg ourselves: the leg's own time keeps its key the same however often that runs. */
export const recordDone = (
  store: Pick<LegStore, "read" | "write">,
  leg: Leg,
  done: Pick<CourierFact, "kind" | "waybill">,
  moment: { now: string; traceparent: string },
): Promise<Recorded> => recordFact(store, doneBy(leg, done, moment.now), moment);

/** The leg marked as one that somebody has to ask its carrier about; undefined when there is no reason to. */
export function stalledLeg(leg: Leg, silentHours: number, now: string, trace: string): Leg | undefined {
  // By our own clock, as carriers' clocks may be wrong.
  const silent = leg.lastEvent.at < silentSince(now, silentHours);
  if (leg.stalled || !silent || isTerminal(leg.state)) return undefined;
  const actor = { role: "system", id: "watch" };
  return delivery.next(leg, { stalled: true }, { event: "stalled", at: now, trace, actor });
}

/** A leg of which nothing was heard since then has been silent for too long. */
export const silentSince = (now: string, silentHours: number): string =>
  new Date(Date.parse(now) - silentHours * 3_600_000).toISOString();
