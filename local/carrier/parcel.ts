import district from "#district/district.json" with { type: "json" };
import type { FactKind } from "#shared/deliveries/fact.ts";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";

export type EventKind = Exclude<FactKind, "ordered">;

/** Something that happened to a parcel; each carrier sends it by codes of its own. */
export type ParcelEvent = {
  eventId: string;
  orderId: string;
  waybill: string;
  kind: EventKind;
  occurredAt: string;
  place?: string;
  reasonCode?: string;
  signer?: "self" | "agent" | "locker";
};

const branch = `${district.name.zh}营业部`;
const city = district.city.zh.replace(/市$/, "");
const details: Record<EventKind, Pick<ParcelEvent, "place" | "reasonCode" | "signer">> = {
  collected: { place: branch },
  inTransit: { place: `${city}分拨中心` },
  outForDelivery: { place: branch },
  attemptFailed: { reasonCode: "recipientAbsent" },
  delivered: { signer: "self" },
  forwarded: { place: "省城分拨中心" },
  atPickupPoint: { place: "便民驿站" },
  returning: { reasonCode: "refused" },
  cancelled: {},
  returned: { reasonCode: "refused" },
  lost: {},
};

/**
 * An order's events. Ids and times follow from the order and the place in the list, so that driving an order
 * again repeats the same events. A second apart at the least: the times of some carriers are no finer.
 */
export const eventsOf = (
  order: Pick<ParcelEvent, "orderId" | "waybill"> & { receivedAt: string },
  kinds: EventKind[],
  apartMs = 1000,
): ParcelEvent[] =>
  kinds.map((kind, index) => ({
    eventId: `${order.waybill}-${index + 1}-${kind}`,
    orderId: order.orderId,
    waybill: order.waybill,
    kind,
    occurredAt: new Date(Date.parse(order.receivedAt) + (index + 1) * Math.max(apartMs, 1000)).toISOString(),
    ...details[kind],
  }));

/** Of all parcels or messages, the shares that fare so; each between 0 and 1. */
export type Shares = {
  /** Messages that are sent twice. */
  duplicates: number;
  /** Parcels whose messages come in any order. */
  reordered: number;
  /** Parcels at whose door nobody is the first time. */
  absent: number;
  /** Parcels that come back. */
  returned: number;
  /** Parcels that are never seen again. */
  lost: number;
  /** Orders that are answered with an error the first time, though some of them were taken. */
  refused: number;
};

export const smooth: Shares = { duplicates: 0, reordered: 0, absent: 0, returned: 0, lost: 0, refused: 0 };

/** The same draw for the same words, in any order of events: between 0 and 1. */
export const draw = (...words: (string | number)[]): number =>
  Number.parseInt(sha256Hex(words.join(" ")).slice(0, 8), 16) / 2 ** 32;

/** What becomes of a parcel. A carrier that has no code for something leaves it out. */
export function journeyOf(
  orderId: string,
  shares: Shares,
  supports: (kind: EventKind) => boolean,
): EventKind[] {
  const fate = draw("fate", orderId);
  const kinds = ((): EventKind[] => {
    if (fate < shares.lost) return ["collected", "inTransit", "lost"];
    if (fate < shares.lost + shares.returned && supports("returned"))
      return ["collected", "inTransit", "outForDelivery", "attemptFailed", "returning", "returned"];
    if (draw("absent", orderId) < shares.absent)
      return ["collected", "inTransit", "outForDelivery", "attemptFailed", "outForDelivery", "delivered"];
    return ["collected", "inTransit", "outForDelivery", "delivered"];
  })();
  return kinds.filter(supports);
}
