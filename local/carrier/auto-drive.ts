import { setTimeout as wait } from "node:timers/promises";
import type { CarrierInterface } from "./interface.ts";
import type { Order, orderBook } from "./order-book.ts";
import { draw, eventsOf, journeyOf, type ParcelEvent, type Shares } from "./parcel.ts";

/** How long a carrier waits before it sends an event again that the platform did not take. */
const retryMs = 2000;

type Options = {
  stepMs: number;
  shares: Shares;
  book: ReturnType<typeof orderBook>;
  interfaceOf: (order: Order) => CarrierInterface;
  note: (line: string) => void;
};

/** The messages of a journey as they are sent: some twice, some parcels' in any order. */
function messagesOf(order: Order, events: ParcelEvent[], shares: Shares): ParcelEvent[] {
  const sent = events.flatMap((event) =>
    draw("twice", event.eventId) < shares.duplicates ? [event, event] : [event],
  );
  if (draw("jumbled", order.orderId) >= shares.reordered) return sent;
  const place = (event: ParcelEvent, index: number) => draw("place", event.eventId, index);
  return sent
    .map((event, index) => ({ event, at: place(event, index) }))
    .sort((a, b) => a.at - b.at)
    .map(({ event }) => event);
}

/** Sends orders through their journey, one message per step; again and again until each one is taken. */
export function autoDriver({ stepMs, shares, book, interfaceOf, note }: Options) {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = new Set<Promise<void>>();

  const send = async (carrier: CarrierInterface, event: ParcelEvent): Promise<void> => {
    for (;;) {
      try {
        const { rejected } = await carrier.push([event]);
        // Sending a refused event again would not help: it is what it is.
        if (rejected.length > 0)
          note(`order ${event.orderId}: ${event.kind} refused: ${JSON.stringify(rejected)}`);
        return;
      } catch (error) {
        if (signal.aborted) return;
        const cause = error instanceof Error ? error.message : String(error);
        note(`order ${event.orderId}: ${event.kind} not taken (${cause}), will be sent again`);
        await wait(retryMs, undefined, { signal });
      }
    }
  };

  const drive = async (order: Order): Promise<void> => {
    const carrier = interfaceOf(order);
    const journey = journeyOf(order.orderId, shares, carrier.supports);
    for (const event of messagesOf(order, eventsOf(order, journey, stepMs), shares)) {
      await wait(stepMs, undefined, { signal });
      if (!book.collect(order.orderId)) return;
      await send(carrier, event);
      if (signal.aborted) return;
      note(`order ${order.orderId}: ${event.kind}`);
    }
    book.finish(order.orderId);
  };

  return {
    start(order: Order): void {
      const run: Promise<void> = drive(order)
        .catch((error: unknown) => {
          if (!signal.aborted) note(`order ${order.orderId} stopped: ${String(error)}`);
        })
        .finally(() => running.delete(run));
      running.add(run);
    },
    async stop(): Promise<void> {
      stopping.abort();
      await Promise.all(running);
    },
  };
}
