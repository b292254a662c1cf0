import type { IncomingMessage, ServerResponse } from "node:http";
import * as z from "zod";
import { BodyTooLargeError, listen, readBody } from "#local/engine/server.ts";
import { signatureHeaders } from "#shared/machine-keys/require-signature.ts";
import { verifySignature } from "#shared/machine-keys/signature.ts";
import { autoDriver } from "./auto-drive.ts";
import { type Acknowledgement, type CourierEvent, type EventKind, eventsOf, postEvents } from "./events.ts";
import { type Order, orderBook } from "./order-book.ts";

export type CarrierOptions = {
  /** 0 takes any free port. */
  port: number;
  carrierId: string;
  /** Where this carrier posts its events: the whole URL of `POST /v1/couriers/{carrier}/events`. */
  callbackUrl: () => string;
  /** The carrier's key as the platform gave it out; it signs both ways. */
  keyOf: (carrierId: string) => Promise<string>;
  /** Where orders outlive a restart. */
  dataFile?: string;
  /** Sends each order on its way by itself, one event per step. */
  autoDrive?: { stepMs: number };
  /** A line for whoever watches; the console's stderr by default. */
  note?: (line: string) => void;
};

export type LocalCarrier = {
  url: string;
  port: number;
  orders(): Order[];
  /** Posts an order's events in one batch: in that order or shuffled, once or each of them twice. */
  drive(
    orderId: string,
    kinds: EventKind[],
    how?: { shuffle?: boolean; duplicate?: boolean },
  ): Promise<Acknowledgement>;
  close(): Promise<void>;
};

const bodyLimit = 64 * 1024;
const partySchema = z.object({ name: z.string(), phone: z.string(), address: z.string() });
const orderRequestSchema = z
  .object({
    orderId: z.string().min(1).max(100),
    kind: z.enum(["inbound", "outbound", "return"]),
    from: partySchema.optional(),
    to: partySchema.optional(),
  })
  .refine(({ from, to }) => from ?? to);

/** A small real carrier over HTTP, for local runs and tests: checks signatures, remembers orders, sends events. */
export async function startCarrier(options: CarrierOptions): Promise<LocalCarrier> {
  const { carrierId, keyOf, callbackUrl, note = console.error } = options;
  const book = orderBook(options.dataFile);
  const post = async (events: CourierEvent[]) =>
    postEvents({ url: callbackUrl(), carrierId, key: await keyOf(carrierId), events });
  const driver = options.autoDrive && autoDriver({ ...options.autoDrive, book, post, note });

  const isSigned = async (request: IncomingMessage, rawBody: Buffer): Promise<boolean> => {
    const header = (name: string) => String(request.headers[name] ?? "");
    const verdict = verifySignature({
      secrets: [await keyOf(carrierId)],
      timestamp: header(signatureHeaders.timestamp),
      signature: header(signatureHeaders.signature),
      rawBody,
      now: new Date(),
    });
    return header(signatureHeaders.key) === carrierId && verdict === "ok";
  };

  const takeOrder = async (rawBody: Buffer): Promise<[number, unknown]> => {
    const parsed = orderRequestSchema.safeParse(jsonOf(rawBody));
    if (!parsed.success) return [422, { code: "invalidOrder" }];
    const { order, isNew } = book.take(parsed.data.orderId, parsed.data.kind, new Date());
    if (isNew) {
      note(`order ${order.orderId}: waybill ${order.waybill}`);
      driver?.start(order);
    }
    return [200, { waybill: order.waybill }];
  };

  /** Only what has not been collected can be called back. */
  const cancel = (orderId: string): [number, unknown] => {
    if (!book.get(orderId)) return [404, { code: "noSuchOrder" }];
    if (!book.cancel(orderId)) return [409, { code: "collected" }];
    note(`order ${orderId}: called back`);
    return [200, { cancelled: true }];
  };

  const answer = async (request: IncomingMessage): Promise<[number, unknown]> => {
    if (request.method === "POST") {
      const rawBody = await readBody(request, bodyLimit);
      if (!(await isSigned(request, rawBody))) return [401, { code: "signatureRefused" }];
      const orderId = /^\/orders\/([0-9A-Za-z-]{1,100})\/cancel$/.exec(request.url ?? "")?.[1];
      if (orderId) return cancel(orderId);
      if (request.url === "/orders") return takeOrder(rawBody);
    }
    if (request.method === "GET" && request.url === "/orders") return [200, { orders: book.all() }];
    return [404, { code: "notFound" }];
  };

  const onRequest = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [status, body] = await answer(request).catch((error: unknown): [number, unknown] => {
      if (error instanceof BodyTooLargeError) return [413, { code: "tooLarge" }];
      note(`a request failed: ${String(error)}`);
      return [500, { code: "internalError" }];
    });
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };

  const listening = await listen((request, response) => void onRequest(request, response), options.port);
  for (const order of book.all()) if (!order.finished && !order.cancelled) driver?.start(order);

  return {
    url: listening.url,
    port: listening.port,
    orders: () => book.all(),
    async drive(orderId, kinds, { shuffle = false, duplicate = false } = {}) {
      const order = book.get(orderId);
      if (!order) throw new Error(`there is no order ${orderId}`);
      book.collect(orderId);
      const events = eventsOf(order, kinds);
      const sent = duplicate ? [...events, ...events] : events;
      return post(shuffle ? shuffled(sent) : sent);
    },
    async close() {
      await driver?.stop();
      await listening.close();
    },
  };
}

function jsonOf(rawBody: Buffer): unknown {
  try {
    return JSON.parse(rawBody.toString("utf8"));
  } catch {
    return undefined;
  }
}

const shuffled = <Item>(items: Item[]): Item[] =>
  items
    .map((item) => ({ item, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
