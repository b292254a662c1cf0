import type * as z from "zod";
import type { LegKind } from "#events/delivery.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { jsonOf } from "#shared/kernel/json-text.ts";
import type { CarrierKind, CarrierOf } from "./carriers.ts";

/** How orders are placed with one carrier. */
export type CarrierOrders = {
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

/** Whom to call, and how long to wait. */
export type Call<Kind extends CarrierKind> = {
  carrier: CarrierOf<Kind>;
  now: Clock;
  timeoutMilliseconds?: number;
};

/** `said` speaks of the answer without the carrier's own words, which may repeat an address. */
export type Answered = { ok: boolean; status: number; said: string; json: unknown };

/**
 * Names and addresses go where the configuration says and nowhere else, and nobody waits for a carrier for long.
 * `about` is what the call was for, as errors name it.
 */
export async function postToCarrier(
  { carrier, timeoutMilliseconds = 5000 }: Pick<Call<CarrierKind>, "carrier" | "timeoutMilliseconds">,
  about: string,
  request: RequestInit,
  url = carrier.baseUrl,
): Promise<Answered> {
  const response = await fetch(url, {
    ...request,
    method: "POST",
    redirect: "error",
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
  const { ok, status } = response;
  const said = `carrier ${carrier.id} answered ${status} to ${about}`;
  return { ok, status, said, json: jsonOf(await response.text()) };
}

/** @throws Error when the call failed, or its answer is not what the carrier documents: it may be tried again */
export function readAnswer<Schema extends z.ZodType>(
  schema: Schema,
  { ok, said, json }: Answered,
): z.output<Schema> {
  if (!ok) throw new Error(said);
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new Error(`${said}, which could not be read`);
  return parsed.data;
}
