import type { LegKind } from "#events/delivery.ts";
import type { Carrier } from "./carriers.ts";
import { isTerminal } from "./fact.ts";
import { delivery, type Leg } from "./record.ts";

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
