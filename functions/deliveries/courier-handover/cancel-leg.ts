import { isTerminal } from "#shared/deliveries/fact.ts";
import type { Leg } from "#shared/deliveries/record.ts";
import { recordDone } from "#shared/deliveries/record-fact.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { PermanentError } from "#shared/kernel/messaging/consumer.ts";
import type { OrderDeps } from "./order-leg.ts";

const logs = defineLogs("courierCancel", {
  cancelled: { level: "info", text: "a courier leg was called back before it was collected" },
});

const notCollected = (state: Leg["state"]): boolean => state === "requested" || state === "ordered";

/** Calls a journey back that has not begun. One that has goes on, and its end is told like any other. */
export async function cancelLeg(
  { ordersOf, store, now }: OrderDeps,
  leg: Leg,
  traceparent: string,
): Promise<"cancelled" | "underWay" | "over"> {
  if (isTerminal(leg.state)) return "over";
  if (!notCollected(leg.state)) return "underWay";
  const orders = ordersOf(leg.carrier);
  if (!orders) throw new PermanentError(`carrier ${leg.carrier} of leg ${leg.legId} is not configured`);
  // Also one that was only requested: its order may have reached the carrier without our knowing.
  if (
    (await orders.cancel({ orderId: leg.legId, ...(leg.waybill && { waybill: leg.waybill }) })) === "underWay"
  )
    return "underWay";
  const moment = { now: now(), traceparent: childTrace(traceparent) };
  const outcome = await recordDone(store, leg, { kind: "cancelled" }, moment);
  log(logs.cancelled, { legId: leg.legId, carrier: leg.carrier, outcome });
  return "cancelled";
}
