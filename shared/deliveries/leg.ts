import type { LegKind } from "#events/delivery.ts";
import type { Carrier } from "./carriers.ts";
import { type CourierFact, compareFacts, decisiveOf, type FactEntry, isTerminal } from "./fact.ts";
import { delivery, type Leg, timelineLimit } from "./record.ts";

export const legIdOf = (caseNumber: string, kind: LegKind, attempt: number): string =>
  `${caseNumber}-${kind}-${attempt}`;

/**
 * Version 1 of a leg, written before the carrier is called: whatever fails after that, the same order number
 * is used again.
 */
export const requestedLeg = ({
  carrier,
  now,
  trace,
  ...facts
}: {
  caseNumber: string;
  kind: LegKind;
  attempt: number;
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
  const { carrier, legId: _legId, waybill: _waybill, ...entry } = fact;
  const told: FactEntry = { ...entry, late: false };
  // Keeping the last ones of a fixed order, and not the last to come, keeps this independent of arrival.
  const kept = [...leg.facts, told].sort(compareFacts).slice(-timelineLimit);
  if (!kept.includes(told)) return "timelineFull";
  const decisive = decisiveOf(kept);
  if (!decisive) throw new Error("a leg that was just told something has no facts");
  const moves = decisive === told;
  const facts = moves ? kept : kept.map((each) => (each === told ? { ...told, late: true } : each));
  // The order's own answer names the waybill; until it is written, take the one that the carrier tells.
  const waybill = fact.kind === "ordered" ? (fact.waybill ?? leg.waybill) : (leg.waybill ?? fact.waybill);
  return {
    contradictsEnd: isTerminal(leg.state) && isTerminal(fact.kind) && leg.state !== fact.kind,
    leg: delivery.next(
      leg,
      { state: decisive.kind, waybill, facts, told: fact.key, stalled: undefined },
      { event: fact.kind, at: now, trace: traceparent, actor: { role: "carrier", id: carrier } },
    ),
  };
}

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
