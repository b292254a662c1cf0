import type { IncomingHttpHeaders } from "node:http";
import type { orderBook } from "./order-book.ts";
import type { EventKind, ParcelEvent } from "./parcel.ts";

export type Answer = [status: number, body: unknown];

export type Call = { path: string; headers: IncomingHttpHeaders; rawBody: Buffer };

/** What came of events that were sent: how many were taken, and what was refused. */
export type PushResult = { accepted: number; rejected: unknown[] };

/** One kind of carrier: how it answers calls, and how it sends events. */
export type CarrierInterface = {
  answer(call: Call): Promise<Answer>;
  /**
   * Sends events in one message.
   * @throws CallbackFailed when they have to be sent again
   */
  push(events: ParcelEvent[]): Promise<PushResult>;
  /** Whether its interface has a code for it. */
  supports(kind: EventKind): boolean;
};

/** What a carrier is made with. */
export type CarrierDeps = {
  carrierId: string;
  book: ReturnType<typeof orderBook>;
  /** Where the platform's API is. */
  apiUrl: () => string;
  /** The key that the platform gave this carrier. */
  keyOf: (carrierId: string) => Promise<string>;
  /** An order was taken that was not known. */
  taken: (orderId: string) => void;
};

export class CallbackFailed extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`the platform answered ${status}`);
    this.status = status;
  }
}

/** @throws CallbackFailed for any answer but a success; another Error when there is none in time */
export async function postJson(
  url: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
    signal: AbortSignal.timeout(15_000),
  });
  const text = await response.text();
  if (!response.ok) throw new CallbackFailed(response.status);
  return JSON.parse(text);
}
