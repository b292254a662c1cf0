import * as z from "zod";
import { defineEvent, type EventOf } from "./define-event.ts";
import { caseNumber } from "./identifiers.ts";

/**
 * A leg is one journey of documents: originals to the office, the result to the citizen, originals back, a document that is
 * served by post.
 */
export const legKinds = ["inbound", "outbound", "return", "notice"] as const;
export type LegKind = (typeof legKinds)[number];

export const legStates = [
  "requested",
  "ordered",
  "collected",
  "inTransit",
  "forwarded",
  "outForDelivery",
  "attemptFailed",
  "atPickupPoint",
  "returning",
  "delivered",
  "returned",
  "lost",
  "cancelled",
] as const;
export type LegState = (typeof legStates)[number];

const legFacts = {
  /** `<caseNumber>-<leg>-<attempt>`; also the order number given to the carrier. */
  legId: z.string().min(1),
  caseNumber,
  leg: z.enum(legKinds),
  carrier: z.string().min(1),
  waybill: z.string().optional(),
  /** The leg's state after this fact; a late fact does not move it back. */
  state: z.enum(legStates),
  late: z.boolean(),
  /** Set once for each leg: by this fact the documents are on their way first. */
  departed: z.literal(true).optional(),
  /** It contradicts what was reported before: a person asks the carrier before anything follows from it. */
  doubtful: z.literal(true).optional(),
  /** When it happened by the carrier's account; the envelope's `time` is when we recorded it. */
  occurredAt: z.iso.datetime(),
  /** Set with an end, for figures of carriers: whole hours since the leg was requested, attempts that failed. */
  hours: z.int().nonnegative().optional(),
  failedAttempts: z.int().nonnegative().optional(),
};

const define = <Name extends string>(name: Name) => defineEvent("delivery", name, legFacts);

export const deliveryEvents = {
  ordered: define("ordered"),
  collected: define("collected"),
  inTransit: define("inTransit"),
  forwarded: define("forwarded"),
  outForDelivery: define("outForDelivery"),
  attemptFailed: define("attemptFailed"),
  atPickupPoint: define("atPickupPoint"),
  returning: define("returning"),
  delivered: define("delivered"),
  returned: define("returned"),
  lost: define("lost"),
  cancelled: define("cancelled"),
  /** Nothing was heard of it for longer than its carrier usually needs. */
  stalled: define("stalled"),
};
export type DeliveryEventName = keyof typeof deliveryEvents;
export type DeliveryEvent = EventOf<(typeof deliveryEvents)[DeliveryEventName]>;
