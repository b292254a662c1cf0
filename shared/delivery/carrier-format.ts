import type { LegKind } from "#events/delivery.ts";
import type { ApiAnswer } from "#shared/http/api.ts";
import type { Locale } from "#shared/http/locale.ts";
import type { FieldError } from "#shared/http/problem.ts";
import type { CourierFact } from "./fact.ts";

export type Rejection = { index: number; errors: FieldError[] };
export type Inbound = { facts: CourierFact[]; rejected: Rejection[] };

/** How one kind of carrier tells us its events, and how it wants to be answered. */
export type CarrierFormat = {
  /** @throws Problem when the batch as a whole cannot be read */
  read(carrierId: string, rawBody: Uint8Array, now: Date): Inbound;
  acknowledge(inbound: Inbound, locale: Locale): ApiAnswer;
};

/** How an order is placed with one kind of carrier. */
export type OrderDesk = {
  /**
   * Orders a journey; a repeat of the same `orderId` orders nothing more and answers the same waybill.
   * @throws OrderRefused when asking again cannot help, any other error when it may
   */
  order(order: CarrierOrder): Promise<{ waybill: string }>;
  /**
   * Calls an order back; a repeat answers the same. `underWay`: the parcel has been collected, and only its
   * recipient can refuse it.
   */
  cancel(orderId: string): Promise<"cancelled" | "underWay">;
};

/** `areaCode` is GB/T 2260's, 6 or 12 digits. */
export type Party = { name: string; phone: string; address: string; areaCode?: string };

/** Without an address, that end of the journey is the government hall, which the carrier knows. */
export type CarrierOrder = { orderId: string; kind: LegKind; from?: Party; to?: Party };

export class OrderRefused extends Error {
  override readonly name = "OrderRefused";
}
