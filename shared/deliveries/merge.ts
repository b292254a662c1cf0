import { type CourierFact, compareFacts, decisiveOf, type FactEntry, isTerminal } from "./fact.ts";
import { delivery, type Leg, timelineLimit } from "./record.ts";

export type Merged = {
  leg: Leg;
  /** The carrier tells of a second, other end of a leg that has ended: a person must ask. */
  contradictsEnd: boolean;
};

/**
 * Adds a fact to a leg. The state follows from the facts alone: the earliest end that was told, or else the fact
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
  const told = entryOf(fact, false);
  // Keeping the last ones of a fixed order, and not the last to come, keeps this independent of arrival.
  const kept = [...leg.facts, told].sort(compareFacts).slice(-timelineLimit);
  if (!kept.includes(told)) return "timelineFull";
  const decisive = decisiveOf(kept);
  if (!decisive) throw new Error("a leg that was just told something has no facts");
  const moves = decisive === told;
  const facts = moves ? kept : kept.map((entry) => (entry === told ? { ...told, late: true } : entry));
  // The order's own answer names the waybill; until it is written, take the one that the carrier tells.
  const waybill = fact.kind === "ordered" ? (fact.waybill ?? leg.waybill) : (leg.waybill ?? fact.waybill);
  return {
    contradictsEnd: isTerminal(leg.state) && isTerminal(fact.kind) && leg.state !== fact.kind,
    leg: delivery.next(
      leg,
      { state: decisive.kind, waybill, facts, told: fact.key, stalled: undefined },
      { event: fact.kind, at: now, trace: traceparent, actor: { role: "carrier", id: fact.carrier } },
    ),
  };
}

const entryOf = (fact: CourierFact, late: boolean): FactEntry => {
  const { carrier: _carrier, legId: _legId, waybill: _waybill, ...told } = fact;
  return { ...told, late };
};
