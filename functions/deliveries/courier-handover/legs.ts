import type { LegKind } from "#events/delivery.ts";
import {
  type CarrierOrder,
  type CarrierOrders,
  OrderRefused,
  type Party,
} from "#shared/deliveries/carrier-order.ts";
import type { Carriers } from "#shared/deliveries/carriers.ts";
import { isTerminal } from "#shared/deliveries/fact.ts";
import { legIdOf, recordDone, requestedLeg } from "#shared/deliveries/leg.ts";
import type { Leg, LegStore } from "#shared/deliveries/record.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { PermanentError } from "#shared/kernel/messaging/consumer.ts";

export type OrderDeps = {
  carriers: Carriers;
  /** Where orders for one of the carriers are placed. */
  ordersOf: (carrierId: string) => CarrierOrders | undefined;
  store: Pick<LegStore, "read" | "readGroup" | "write">;
  /** The applicant's end of the journey, asked of the cases' context each time and never kept here. */
  partyOf: (caseNumber: string, kind: LegKind) => Promise<Party | undefined>;
  now: Clock;
};

const logs = defineLogs("courierOrder", {
  ordered: { level: "info", text: "a courier leg was ordered" },
});
const cancelLogs = defineLogs("courierCancel", {
  cancelled: { level: "info", text: "a courier leg was called back before it was collected" },
});

/** Orders one attempt of a leg, once: its number is the carrier's order number, whoever asks and however often. */
export async function orderLeg(
  deps: OrderDeps,
  caseNumber: string,
  kind: LegKind,
  attempt: number,
  traceparent: string,
): Promise<void> {
  const leg = await ensureLeg(deps, { caseNumber, kind, attempt, trace: childTrace(traceparent) });
  // Called back before it was ordered, it is not ordered any more.
  if (isTerminal(leg.state) || leg.facts.some((fact) => fact.kind === "ordered")) return;
  const orders = ordersFor(deps, leg);
  const party = await deps.partyOf(caseNumber, kind);
  if (!party) throw new PermanentError(`the case of leg ${leg.legId} has no address for it`);

  const waybill = await placeOrder(orders, {
    orderId: leg.legId,
    kind,
    ...(kind === "inbound" ? { from: party } : { to: party }),
  });
  const moment = { now: deps.now(), traceparent: childTrace(traceparent) };
  const outcome = await recordDone(deps.store, leg, { kind: "ordered", waybill }, moment);
  log(logs.ordered, { legId: leg.legId, carrier: leg.carrier, outcome });
}

/** The leg, written before any carrier is asked: the carrier's first event must find it. */
async function ensureLeg(
  { store, carriers, now }: OrderDeps,
  asked: Omit<Parameters<typeof requestedLeg>[0], "carrier" | "now">,
): Promise<Leg> {
  const { caseNumber, kind, attempt } = asked;
  const legId = legIdOf(caseNumber, kind, attempt);
  const known = await store.read(legId);
  // Its carrier was settled when it was requested, whatever the configuration says since.
  if (known) return known;
  const carrier = carriers.find(({ legs }) => legs?.includes(kind) ?? true);
  if (!carrier) throw new PermanentError(`no carrier is configured for leg ${legId}`);
  const leg = requestedLeg({ ...asked, carrier, now: now() });
  if (await store.write(leg)) return leg;
  const another = await store.read(legId);
  if (!another) throw new Error(`leg ${legId} can neither be written nor read`);
  return another;
}

/** @throws PermanentError when its carrier is not configured any more */
function ordersFor({ ordersOf }: OrderDeps, { carrier, legId }: Leg): CarrierOrders {
  const orders = ordersOf(carrier);
  if (!orders) throw new PermanentError(`carrier ${carrier} of leg ${legId} is not configured`);
  return orders;
}

async function placeOrder(orders: CarrierOrders, order: CarrierOrder): Promise<string> {
  try {
    return (await orders.order(order)).waybill;
  } catch (error) {
    if (error instanceof OrderRefused) throw new PermanentError(error.message);
    throw error;
  }
}

const notCollected = (state: Leg["state"]): boolean => state === "requested" || state === "ordered";

/** Calls a journey back that has not begun. One that has goes on, and its end is told like any other. */
export async function cancelLeg(
  deps: OrderDeps,
  leg: Leg,
  traceparent: string,
): Promise<"cancelled" | "underWay" | "over"> {
  if (isTerminal(leg.state)) return "over";
  if (!notCollected(leg.state)) return "underWay";
  const { legId: orderId, waybill } = leg;
  // Also one that was only requested: its order may have reached the carrier without our knowing.
  const answer = await ordersFor(deps, leg).cancel({ orderId, ...(waybill && { waybill }) });
  if (answer === "underWay") return answer;
  const moment = { now: deps.now(), traceparent: childTrace(traceparent) };
  const outcome = await recordDone(deps.store, leg, { kind: "cancelled" }, moment);
  log(cancelLogs.cancelled, { legId: leg.legId, carrier: leg.carrier, outcome });
  return "cancelled";
}
