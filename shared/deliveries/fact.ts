import * as z from "zod";
import { type LegState, legStates } from "#events/delivery.ts";
import { digest, shortDigest } from "#events/identifiers.ts";
import { canonicalJson, sha256Hex } from "#shared/kernel/messaging/canonical.ts";

export type FactKind = Exclude<LegState, "requested">;
export const factKinds = legStates.filter((state): state is FactKind => state !== "requested");

export const signerKinds = ["self", "agent", "locker"] as const;

const reported = {
  /** Tells one fact from another within a leg; 64 bits are plenty for 40 facts. */
  key: shortDigest,
  kind: z.enum(factKinds),
  /** By the carrier's account, in UTC to the millisecond: comparable as text. */
  occurredAt: z.iso.datetime({ precision: 3 }),
  /** A depot or a town, never a recipient's address. */
  place: z.string().min(1).max(60).optional(),
  /** The carrier's own code for why an attempt failed, documents came back, and the like. */
  reasonCode: z.string().min(1).max(32).optional(),
  /** Who signed (签收): the recipient, somebody for them, or a locker. */
  signer: z.enum(signerKinds).optional(),
  /** SHA-256 of the carrier's proof of delivery, hex. */
  proofDigest: digest.optional(),
};

/** A fact as the leg keeps it. `late`: it came after what it preceded, and moved nothing. */
export const factEntrySchema = z.object({ ...reported, late: z.boolean() });
export type FactEntry = z.infer<typeof factEntrySchema>;

/** One thing that a carrier reported about a leg. */
export type CourierFact = Omit<FactEntry, "late"> & { carrier: string; legId: string; waybill?: string };

/** The carrier's own event id or, where a carrier has none, the code and the time. */
export type FactIdentity = { eventId: string } | { code: string; occurredAt: string };

/** The same fact always has the same key. */
export const factKeyOf = (fact: {
  carrier: string;
  /** The leg, not the waybill: a parcel that is relabelled on its way keeps its facts. */
  legId: string;
  identity: FactIdentity;
}): string => sha256Hex(canonicalJson(fact)).slice(0, 16);

/** Where in a journey a fact stands. Those that alternate, and the ends, share a rank. */
const ranks: Record<FactKind, number> = {
  ordered: 1,
  collected: 2,
  inTransit: 3,
  forwarded: 3,
  outForDelivery: 4,
  attemptFailed: 4,
  atPickupPoint: 4,
  returning: 5,
  delivered: 6,
  returned: 6,
  lost: 6,
  cancelled: 6,
};
const end = 6;

/** Sorted facts hold their ends last, the earliest of them first. */
export const decisiveOf = (facts: readonly FactEntry[]): FactEntry | undefined =>
  facts.find(({ kind }) => isTerminal(kind)) ?? facts.at(-1);

const hourMs = 3_600_000;
/** A carrier's clock may be off by so much, and an order may be entered after its parcel was taken. */
const toleranceMs = 24 * hourMs;

/**
 * Whether an end that says "delivered" contradicts the rest: it is also said to be on its way back, or the end lies
 * before the order or ahead of our own clock. Service has legal effect, so a person asks the carrier first.
 */
export function isDoubtful(
  delivered: FactEntry,
  { facts, requestedAt, now }: { facts: readonly FactEntry[]; requestedAt: string; now: string },
): boolean {
  if (delivered.kind !== "delivered") return false;
  const at = Date.parse(delivered.occurredAt);
  return (
    facts.some(({ kind }) => kind === "returning") ||
    at < Date.parse(requestedAt) - toleranceMs ||
    at > Date.parse(now) + toleranceMs
  );
}

/** The documents have left: they are on their way, or have been. */
export const hasDeparted = (facts: readonly FactEntry[]): boolean => {
  const kind = decisiveOf(facts)?.kind;
  return kind !== undefined && kind !== "ordered" && kind !== "cancelled";
};

export const isTerminal = (state: LegState): boolean => state !== "requested" && ranks[state] === end;

export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * A total order of a leg's facts: by rank, then by when it happened. It depends on the facts alone and not
 * on when they came, which is what makes every order of arrival end alike.
 */
export const compareFacts = (a: FactEntry, b: FactEntry): number =>
  ranks[a.kind] - ranks[b.kind] ||
  compareText(a.occurredAt, b.occurredAt) ||
  factKinds.indexOf(a.kind) - factKinds.indexOf(b.kind) ||
  compareText(a.key, b.key);
