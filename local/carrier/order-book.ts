import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import * as z from "zod";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import type { EventKind } from "./parcel.ts";

const orderSchema = z.object({
  /** Whose it is. */
  carrierId: z.string(),
  orderId: z.string(),
  kind: z.string(),
  waybill: z.string(),
  receivedAt: z.iso.datetime(),
  /** It has been fetched, and cannot be called back any more. */
  collected: z.literal(true).optional(),
  cancelled: z.literal(true).optional(),
  /** The events that were sent of it, for carriers that are asked for them. */
  sentEvents: z.array(z.custom<EventKind>((kind) => typeof kind === "string")).optional(),
  /** All its events were delivered to the platform. */
  finished: z.boolean(),
});
export type Order = z.infer<typeof orderSchema>;

const prefixes: Record<string, string> = { sf: "SF", ems: "1", "tongban-post": "TB" };

/** The same for the same order, so that a repeated order finds it without asking anything. */
const waybillOf = (carrierId: string, orderId: string): string =>
  (prefixes[carrierId] ?? "") +
  BigInt(`0x${sha256Hex(orderId).slice(0, 12)}`)
    .toString()
    .padStart(15, "0");

/** The carriers' orders, in a file when it has one. Addresses are not kept: nothing here travels anywhere. */
export function orderBook(dataFile: string | undefined) {
  const orders = new Map(read(dataFile).map((order) => [order.orderId, order]));
  const save = () => {
    if (!dataFile) return;
    mkdirSync(dirname(dataFile), { recursive: true });
    const draft = `${dataFile}.draft`;
    writeFileSync(draft, JSON.stringify([...orders.values()], undefined, 1));
    renameSync(draft, dataFile);
  };
  const change = (orderId: string, changes: Partial<Order>): void => {
    const order = orders.get(orderId);
    if (!order) return;
    orders.set(orderId, { ...order, ...changes });
    save();
  };
  return {
    all: (): Order[] => [...orders.values()],
    get: (orderId: string): Order | undefined => orders.get(orderId),
    /** Takes an order once; a repeat finds the first. */
    take(carrierId: string, orderId: string, kind: string, now: Date): { order: Order; isNew: boolean } {
      const known = orders.get(orderId);
      if (known) return { order: known, isNew: false };
      const waybill = waybillOf(carrierId, orderId);
      const order = { carrierId, orderId, kind, waybill, receivedAt: now.toISOString(), finished: false };
      orders.set(orderId, order);
      save();
      return { order, isNew: true };
    },
    addSent(orderId: string, kind: EventKind): void {
      const sentEvents = orders.get(orderId)?.sentEvents ?? [];
      if (!sentEvents.includes(kind)) change(orderId, { sentEvents: [...sentEvents, kind] });
    },
    finish: (orderId: string): void => change(orderId, { finished: true }),
    /** False when it was called back before. */
    collect(orderId: string): boolean {
      if (orders.get(orderId)?.cancelled) return false;
      change(orderId, { collected: true });
      return true;
    },
    /** False when it has been collected already. */
    cancel(orderId: string): boolean {
      if (orders.get(orderId)?.collected) return false;
      change(orderId, { cancelled: true });
      return true;
    },
  };
}

function read(dataFile: string | undefined): Order[] {
  if (!dataFile || !existsSync(dataFile)) return [];
  return z.array(orderSchema).parse(JSON.parse(readFileSync(dataFile, "utf8")));
}
