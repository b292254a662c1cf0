import type { IncomingMessage, ServerResponse } from "node:http";
import { BodyTooLargeError, listen, readBody } from "#local/engine/server.ts";
import { autoDriver } from "./auto-drive.ts";
import { emsInterface } from "./ems.ts";
import type { Answer, CarrierDeps, CarrierInterface, PushResult } from "./interface.ts";
import { type Order, orderBook } from "./order-book.ts";
import { draw, type EventKind, eventsOf, journeyOf, type Shares, smooth } from "./parcel.ts";
import { sfInterface } from "./sf.ts";
import { tongbanInterface } from "./tongban.ts";

export type CarrierOptions = {
  /** 0 takes any free port. */
  port: number;
  /** Where the platform's API is. */
  apiUrl: () => string;
  /** A carrier's key as the platform gave it out. */
  keyOf: (carrierId: string) => Promise<string>;
  /** Where orders outlive a restart. */
  dataFile?: string;
  /** Sends each order on its way by itself, one event per step. */
  autoDrive?: { stepMs: number; shares?: Partial<Shares> };
  /** A line for whoever watches; the console's stderr by default. */
  note?: (line: string) => void;
};

export type LocalCarriers = {
  url: string;
  port: number;
  orders(): Order[];
  /** Sends an order's events in one message: in that order or shuffled, once or each of them twice. */
  drive(
    orderId: string,
    kinds: EventKind[],
    how?: { shuffle?: boolean; duplicate?: boolean },
  ): Promise<PushResult>;
  /** Sends the events of an order's whole journey, a message for each, and waits for `afterEach` after each. */
  deliver(orderId: string, afterEach: () => Promise<unknown>): Promise<void>;
  /** Whether a carrier's interface has a code for it. */
  supports(carrierId: string, kind: EventKind): boolean;
  /** From now on orders go their way by themselves, with these pauses; without any, they wait to be driven. */
  driveItself(stepMs: number | undefined): void;
  /** Answers nobody until it is called with false. */
  setDown(down: boolean): void;
  close(): Promise<void>;
};

const bodyLimit = 64 * 1024;

/** The ids that environment `local` gives them, and below which path each one answers. */
const makers: Record<string, { path: string; make(deps: CarrierDeps): CarrierInterface }> = {
  sf: { path: "/sf", make: sfInterface },
  ems: { path: "/ems", make: emsInterface },
  "tongban-post": { path: "", make: tongbanInterface },
};

/** Three small real carriers over HTTP, each with the interface of its kind: they keep orders and send events. */
export async function startCarriers(options: CarrierOptions): Promise<LocalCarriers> {
  const { keyOf, apiUrl, note = console.error, autoDrive } = options;
  const book = orderBook(options.dataFile);
  const shares = { ...smooth, ...autoDrive?.shares };
  let down = false;

  const carriers = Object.entries(makers).map(([carrierId, { path, make }]) => ({
    carrierId,
    path,
    api: make({ carrierId, book, apiUrl, keyOf, taken: (orderId) => taken(orderId) }),
  }));
  const interfaceOf = (order: Order): CarrierInterface => {
    const found = carriers.find(({ carrierId }) => carrierId === order.carrierId);
    if (!found) throw new Error(`there is no carrier ${order.carrierId}`);
    return found.api;
  };
  const drivers: ReturnType<typeof autoDriver>[] = [];
  let driver: (typeof drivers)[number] | undefined;
  const driveItself = (stepMs: number | undefined): void => {
    driver = stepMs === undefined ? undefined : autoDriver({ stepMs, shares, book, interfaceOf, note });
    if (driver) drivers.push(driver);
  };
  driveItself(autoDrive?.stepMs);
  const taken = (orderId: string): void => {
    const order = book.get(orderId);
    if (!order) return;
    note(`order ${orderId}: waybill ${order.waybill} of ${order.carrierId}`);
    driver?.start(order);
  };

  let calls = 0;
  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const path = request.url ?? "";
    if (request.method === "GET" && path === "/orders") return [200, { orders: book.all() }];
    const carrier = carriers.find((one) => path.startsWith(one.path));
    if (request.method !== "POST" || !carrier) return [404, { code: "notFound" }];
    const rawBody = await readBody(request, bodyLimit);
    calls += 1;
    const isFaulty = draw("fault", calls) < shares.refused;
    if (down || (isFaulty && draw("before", calls) < 0.5)) return [503, { code: "down" }];
    const given = await carrier.api.answer({
      path: path.slice(carrier.path.length),
      headers: request.headers,
      rawBody,
    });
    // Done, and yet the answer is lost: the platform asks again.
    return isFaulty ? [502, { code: "broken" }] : given;
  };

  const onRequest = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [status, body] = await answer(request).catch((error: unknown): Answer => {
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
      const carrier = interfaceOf(order);
      const unsupported = kinds.filter((kind) => !carrier.supports(kind));
      if (unsupported.length > 0)
        throw new Error(`${order.carrierId} has no code for ${unsupported.join(", ")}`);
      book.collect(orderId);
      const events = eventsOf(order, kinds);
      const sent = duplicate ? [...events, ...events] : events;
      return carrier.push(shuffle ? shuffled(sent) : sent);
    },
    async deliver(orderId, afterEach) {
      const order = book.get(orderId);
      if (!order) throw new Error(`there is no order ${orderId}`);
      const { push, supports } = interfaceOf(order);
      book.collect(orderId);
      for (const event of eventsOf(order, journeyOf(orderId, shares, supports))) {
        const { rejected } = await push([event]);
        if (rejected.length > 0) throw new Error(`order ${orderId}: ${event.kind} was refused`);
        await afterEach();
      }
      book.finish(orderId);
    },
    supports: (carrierId, kind) =>
      carriers.some((carrier) => carrier.carrierId === carrierId && carrier.api.supports(kind)),
    driveItself,
    setDown(value) {
      down = value;
    },
    async close() {
      await Promise.all(drivers.map((one) => one.stop()));
      await listening.close();
    },
  };
}

const shuffled = <Item>(items: Item[]): Item[] =>
  items
    .map((item) => ({ item, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
