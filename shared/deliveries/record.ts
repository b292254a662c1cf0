import * as z from "zod";
import { deliveryEvents, legKinds, legStates } from "#events/delivery.ts";
import { caseNumber } from "#events/identifiers.ts";
import { silent } from "#shared/kernel/records/event-family.ts";
import { defineRecord, type RecordOf } from "#shared/kernel/records/record.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { type FactEntry, factEntrySchema, hasDeparted, isDoubtful, isTerminal } from "./fact.ts";

/** `<caseNumber>-<kind>-<attempt>`: also the order number given to the carrier, so ordering is idempotent. */
export const legIdPattern = /^[0-9A-Z]{25}-(inbound|outbound|return|notice)-[1-9]\d{0,2}$/;

/** A leg keeps at most so many facts; real ones have five to thirty. */
export const timelineLimit = 40;

/** The key of a leg in the index `byWaybill`. */
export const waybillKeyOf = (carrier: string, waybill: string): string => `${carrier}#${waybill}`;

const fields = {
  legId: z.string().regex(legIdPattern),
  caseNumber,
  kind: z.enum(legKinds),
  attempt: z.int().positive(),
  carrier: z.string().min(1),
  /** Its carrier names the waybill alone when it tells something, so the leg is found by it. */
  waybillOnly: z.literal(true).optional(),
  state: z.enum(legStates),
  requestedAt: z.iso.datetime(),
  waybill: z.string().optional(),
  /** What the carrier reported, in the order in which it happened, each fact once. */
  facts: z.array(factEntrySchema).max(timelineLimit),
  /** The key of the fact that came last. */
  addedFact: factEntrySchema.shape.key.optional(),
  /** Nothing was heard of it for too long; the next fact takes this away. */
  stalled: z.literal(true).optional(),
};
// A leg that waits for its carrier's answer is ours alone.
const events = { requested: silent, ...deliveryEvents } as const;
export type Leg = RecordOf<z.infer<z.ZodObject<typeof fields>>, keyof typeof events>;

const hourMs = 3_600_000;

/** How long a leg took and how often nobody was there. */
const figuresOf = ({ requestedAt, facts }: Leg, { occurredAt }: FactEntry) => ({
  hours: Math.max(0, Math.round((Date.parse(occurredAt) - Date.parse(requestedAt)) / hourMs)),
  failedAttempts: facts.filter(({ kind }) => kind === "attemptFailed").length,
});

/** Whether the documents were not on their way before this fact. */
const isDeparture = ({ facts }: Leg, fact: FactEntry): boolean =>
  hasDeparted(facts) && !hasDeparted(facts.filter((other) => other !== fact));

/** The fact that this version brought; none for one that only says that nothing was heard. */
const factOf = ({ lastEvent, facts, addedFact }: Leg): FactEntry | undefined =>
  lastEvent.name === "stalled" ? undefined : facts.find(({ key }) => key === addedFact);

/**
 * One journey of a case's documents by courier, about 1 KB at the end of a usual one. No personal data: names and
 * addresses stay with the case. Its facts are its history.
 */
export const delivery = defineRecord({
  name: "delivery",
  id: "legId",
  format: 1,
  grouped: true,
  history: false,
  fields,
  events,
  eventData(leg) {
    const { legId, caseNumber, kind, carrier, waybill, state, lastEvent, facts, requestedAt } = leg;
    const fact = factOf(leg);
    const seen = { facts, requestedAt, now: lastEvent.at };
    return {
      legId,
      caseNumber,
      leg: kind,
      carrier,
      ...(waybill && { waybill }),
      state,
      late: fact?.late ?? false,
      ...(fact && isDeparture(leg, fact) && { departed: true as const }),
      ...(fact && isDoubtful(fact, seen) && { doubtful: true as const }),
      occurredAt: fact?.occurredAt ?? lastEvent.at,
      ...(fact && isTerminal(fact.kind) && !fact.late && figuresOf(leg, fact)),
    };
  },
  indexes: {
    // Only legs that have not ended; its keys never change meanwhile.
    open: {
      key: "openKey",
      partition: ({ state, carrier }) => (isTerminal(state) ? undefined : carrier),
      sort: "requestedAt",
    },
    byWaybill: {
      key: "waybillKey",
      partition: ({ carrier, waybill, waybillOnly }) =>
        waybillOnly && waybill ? waybillKeyOf(carrier, waybill) : undefined,
      sort: "requestedAt",
    },
  },
});
export type LegStore = RecordStore<Leg>;
