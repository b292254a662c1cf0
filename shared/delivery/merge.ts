import { type CourierFact, compareFacts, type FactEntry, isTerminal } from "./fact.ts";
import { type Leg, timelineLimit } from "./leg.ts";

export type Merged = {
  leg: Leg;
  /** The carrier tells of a second, other end of a leg that has ended: a person must ask. */
  contradictsEnd: boolean;
};

/**
 * Adds a fact to a leg. The state only goes forward, an end is never left, and a late fact is recorded
 * without moving anything: any order and any number of repeats come to the same state and the same facts.
 * (A leg with two different ends keeps the one told first, and the other stays on record as late.)
 * `timelineFull`: the leg has its fill of facts that stand after this one.
 */
export function merge(
  leg: Leg,
  fact: CourierFact,
  now: Date,
  traceparent: string,
): Merged | "duplicate" | "timelineFull" {
  if (leg.facts.some((known) => known.key === fact.key)) return "duplicate";
  const moves = movesForward(leg, fact);
  const entry = entryOf(fact, !moves);
  // Keeping the last ones of a fixed order, and not the last to come, keeps this independent of arrival.
  const facts = [...leg.facts, entry].sort(compareFacts).slice(-timelineLimit);
  if (!facts.includes(entry)) return "timelineFull";
  // The order's own answer names the waybill; until it is written, take the one that the carrier tells.
  const waybill = fact.kind === "ordered" ? (fact.waybill ?? leg.waybill) : (leg.waybill ?? fact.waybill);
  return {
    contradictsEnd: isTerminal(leg.state) && isTerminal(fact.kind) && leg.state !== fact.kind,
    leg: {
      ...leg,
      state: moves ? fact.kind : leg.state,
      version: leg.version + 1,
      ...(waybill && { waybill }),
      facts,
      lastEvent: {
        name: fact.kind,
        occurredAt: fact.occurredAt,
        late: !moves,
        at: now.toISOString(),
        trace: traceparent,
      },
    },
  };
}

function movesForward(leg: Leg, fact: CourierFact): boolean {
  if (isTerminal(leg.state) && fact.kind !== leg.state) return false;
  const candidate = entryOf(fact, false);
  // Legs keep their last facts, so the one that brought the state is always among them.
  return leg.facts.every((known) => known.kind !== leg.state || compareFacts(known, candidate) < 0);
}

const entryOf = (fact: CourierFact, late: boolean): FactEntry => {
  const { carrier: _carrier, legId: _legId, waybill: _waybill, ...told } = fact;
  return { ...told, late };
};
