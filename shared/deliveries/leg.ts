import * as z from "zod";
import { deliveryEvents, type LegKind, legKinds, legStates } from "#events/delivery.ts";
import { factEntrySchema, factKinds, isTerminal } from "./fact.ts";

/** `<caseNumber>-<kind>-<attempt>`: also the order number given to the carrier, so ordering is idempotent. */
export const legIdPattern = /^[0-9A-Z]{25}-(inbound|outbound|return)-[1-9]\d{0,2}$/;

export const legIdOf = (caseNumber: string, kind: LegKind, attempt: number): string =>
  `${caseNumber}-${kind}-${attempt}`;

/** A leg keeps at most so many facts; real ones have five to thirty. */
export const timelineLimit = 40;

const instant = z.iso.datetime();

/** One journey of a case's papers by courier. No personal data: names and addresses stay with the case. */
export const legSchema = z.strictObject({
  legId: z.string().regex(legIdPattern),
  caseNumber: z.string().length(25),
  kind: z.enum(legKinds),
  attempt: z.int().positive(),
  carrier: z.string().min(1),
  state: z.enum(legStates),
  version: z.int().positive(),
  requestedAt: instant,
  waybill: z.string().optional(),
  /** What the carrier told, in the order in which it happened, each fact once. */
  facts: z.array(factEntrySchema).max(timelineLimit),
  /** Nothing was heard of it for too long; the next fact takes this away. */
  stalled: z.literal(true).optional(),
  /** What the outbox publishes; absent in version 1, which is ours alone. */
  lastEvent: z
    .strictObject({
      name: z.enum([...factKinds, "stalled"]),
      occurredAt: instant,
      late: z.boolean(),
      at: instant,
      trace: z.string(),
    })
    .optional(),
});
export type Leg = z.infer<typeof legSchema>;

/**
 * Version 1 of a leg, written before the carrier is called: whatever fails after that, the same order number
 * is used again.
 */
export const requestedLeg = (facts: {
  caseNumber: string;
  kind: LegKind;
  attempt: number;
  carrier: string;
  now: string;
}): Leg => ({
  legId: legIdOf(facts.caseNumber, facts.kind, facts.attempt),
  caseNumber: facts.caseNumber,
  kind: facts.kind,
  attempt: facts.attempt,
  carrier: facts.carrier,
  state: "requested",
  version: 1,
  requestedAt: facts.now,
  facts: [],
});

/** The event that this version of the leg publishes, if it does. */
export function legEventOf(leg: Leg) {
  if (!leg.lastEvent) return undefined;
  const { name, occurredAt, late, at, trace } = leg.lastEvent;
  return deliveryEvents[name].create({
    subject: `delivery/${leg.legId}`,
    version: leg.version,
    time: at,
    traceparent: trace,
    data: {
      legId: leg.legId,
      caseNumber: leg.caseNumber,
      leg: leg.kind,
      carrier: leg.carrier,
      ...(leg.waybill && { waybill: leg.waybill }),
      state: leg.state,
      late,
      occurredAt,
      ...(name !== "stalled" && isTerminal(name) && !late && figuresOf(leg)),
    },
  });
}

const hourMs = 3_600_000;

/** How long a leg took and how often nobody was there. */
const figuresOf = ({ requestedAt, lastEvent, facts }: Leg) => ({
  hours: Math.max(
    0,
    Math.round((Date.parse(lastEvent?.occurredAt ?? requestedAt) - Date.parse(requestedAt)) / hourMs),
  ),
  failedAttempts: facts.filter(({ kind }) => kind === "attemptFailed").length,
});

/** When something was last heard of a leg: by our own clock, as carriers' clocks may be wrong. */
export const lastHeardOf = ({ requestedAt, lastEvent }: Leg): string => lastEvent?.at ?? requestedAt;

/** The leg marked as one that somebody has to ask its carrier about; undefined when there is no reason to. */
export function stalledLeg(leg: Leg, silentHours: number, now: string, traceparent: string): Leg | undefined {
  const silent = Date.parse(now) - Date.parse(lastHeardOf(leg)) > silentHours * hourMs;
  if (leg.stalled || !silent || isTerminal(leg.state)) return undefined;
  return {
    ...leg,
    version: leg.version + 1,
    stalled: true,
    lastEvent: { name: "stalled", occurredAt: now, late: false, at: now, trace: traceparent },
  };
}
