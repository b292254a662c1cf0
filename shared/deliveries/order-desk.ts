import type { LegKind } from "#events/delivery.ts";

/** How an order is placed with one carrier. */
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
  cancel(order: { orderId: string; waybill?: string }): Promise<"cancelled" | "underWay">;
};

/** `areaCode` is GB/T 2260's, 6 or 12 digits. */
export type Party = { name: string; phone: string; address: string; areaCode?: string };

/** Without an address, that end of the journey is the government hall. */
export type CarrierOrder = { orderId: string; kind: LegKind; from?: Party; to?: Party };

export class OrderRefused extends Error {
  override readonly name = "OrderRefused";
}

export const waybillPattern = /^[A-Za-z0-9-]{4,40}$/;

/** Names and addresses go where the configuration says and nowhere else, and nobody waits for a carrier for long. */
export const post = (url: string, request: RequestInit, timeoutMilliseconds = 5000): Promise<Response> =>
  fetch(url, {
    ...request,
    method: "POST",
    redirect: "error",
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
