import { setTimeout as wait } from "node:timers/promises";
import { type Acknowledgement, type CourierEvent, type EventKind, eventsOf } from "./events.ts";
import type { Order, orderBook } from "./order-book.ts";

/** What becomes of every parcel by itself. */
const journey: EventKind[] = ["collected", "inTransit", "outForDelivery", "delivered"];

/** How long a carrier waits before it sends an event again that the platform did not take. */
const retryMs = 2000;

type Options = {
  stepMs: number;
  book: ReturnType<typeof orderBook>;
  post: (events: CourierEvent[]) => Promise<Acknowledgement>;
  note: (line: string) => void;
};

/** Sends orders through their journey, one event per step; again and again until each one is taken. */
export function autoDriver({ stepMs, book, post, note }: Options) {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = new Set<Promise<void>>();

  const send = async (event: CourierEvent): Promise<void> => {
    for (;;) {
      try {
        const { rejected } = await post([event]);
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
    for (const event of eventsOf(order, journey, stepMs)) {
      await wait(stepMs, undefined, { signal });
      if (!book.collect(order.orderId)) return;
      await send(event);
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
