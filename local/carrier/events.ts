import type * as z from "zod";
import type { FactKind } from "#shared/delivery/fact.ts";
import { acknowledgementSchema } from "#shared/delivery/tongban-format.ts";
import { signatureHeaders } from "#shared/machine-keys/require-signature.ts";
import { signBody } from "#shared/machine-keys/signature.ts";
import type { Order } from "./order-book.ts";

export type EventKind = Exclude<FactKind, "ordered">;
export type Acknowledgement = z.infer<typeof acknowledgementSchema>;

export type CourierEvent = {
  eventId: string;
  orderId: string;
  waybill: string;
  kind: EventKind;
  occurredAt: string;
  place?: string;
  reasonCode?: string;
  signer?: "self" | "agent" | "locker";
};

const told: Record<EventKind, Pick<CourierEvent, "place" | "reasonCode" | "signer">> = {
  collected: { place: "川汇区营业部" },
  inTransit: { place: "周口分拨中心" },
  outForDelivery: { place: "川汇区营业部" },
  attemptFailed: { reasonCode: "recipientAbsent" },
  delivered: { signer: "self" },
  forwarded: { place: "郑州分拨中心" },
  atPickupPoint: { place: "七一路驿站" },
  returning: { reasonCode: "refused" },
  cancelled: {},
  returned: { reasonCode: "refused" },
  lost: {},
};

/**
 * An order's events. Ids and times follow from the order and the place in the list, so that driving an order
 * again repeats the same events.
 */
export const eventsOf = (order: Order, kinds: EventKind[], apartMs = 1000): CourierEvent[] =>
  kinds.map((kind, index) => ({
    eventId: `${order.waybill}-${index + 1}-${kind}`,
    orderId: order.orderId,
    waybill: order.waybill,
    kind,
    occurredAt: new Date(Date.parse(order.receivedAt) + (index + 1) * apartMs).toISOString(),
    ...told[kind],
  }));

export class CallbackFailed extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`the platform answered ${status}`);
    this.status = status;
  }
}

/** @throws CallbackFailed for any answer but a success; another Error when there is none in time */
export async function postEvents(batch: {
  url: string;
  carrierId: string;
  key: string;
  events: CourierEvent[];
}): Promise<Acknowledgement> {
  const body = JSON.stringify({ events: batch.events });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const response = await fetch(batch.url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      [signatureHeaders.key]: batch.carrierId,
      [signatureHeaders.timestamp]: timestamp,
      [signatureHeaders.signature]: signBody(batch.key, timestamp, body),
    },
    body,
    signal: AbortSignal.timeout(15_000),
  });
  const text = await response.text();
  if (!response.ok) throw new CallbackFailed(response.status);
  return acknowledgementSchema.parse(JSON.parse(text));
}
