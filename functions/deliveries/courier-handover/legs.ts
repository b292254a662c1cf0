import type { CaseState } from "#events/case.ts";
import type { LegKind } from "#events/delivery.ts";
import { type CarrierOrders, OrderRefused, type Party } from "#shared/deliveries/carrier-order.ts";
import type { Carriers } from "#shared/deliveries/carriers.ts";
import { isTerminal } from "#shared/deliveries/fact.ts";
import { legIdOf, orderedLeg, recordDone, requestedLeg } from "#shared/deliveries/leg.ts";
import { endedWithoutDecision } from "#shared/deliveries/owed.ts";
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
  /** How the case stands, asked of the cases' context. */
  caseStateOf: (caseNumber: string) => Promise<CaseState | undefined>;
  now: Clock;
};

const logs = defineLogs("courierOrder", {
  ordered: { level: "info", text: "a courier leg was ordered" },
});
const cancelLogs = defineLogs("courierCancel", {
  cancelled: { level: "info", text: "a courier leg was called back before it was collected" },
});

/**
 * Orders one attempt of a leg, once: its number is the carrier's order number, whoever asks and however often. It is
 * written with the carrier's answer; without one it waits as requested, and the next attempt asks again.
 */
export async function orderLeg(
  deps: OrderDeps,
  caseNumber: string,
  kind: LegKind,
  attempt: number,
  traceparent: string,
): Promise<void> {
  const { store, now } = deps;
  const known = await store.read(legIdOf(caseNumber, kind, attempt));
  // Called back before it was ordered, it is not ordered any more.
  if (known && (isTerminal(known.state) || known.facts.some((fact) => fact.kind === "ordered"))) return;
  // A case that ended before its leg was known had nothing to call back.
  if (!known && kind === "inbound" && endedWithoutDecision(await deps.caseStateOf(caseNumber))) return;
  const leg = known ?? newLeg(deps, { caseNumber, kind, attempt, trace: childTrace(traceparent) });
  const waybill = await placeOrder(deps, leg).catch(async (error: unknown) => {
    if (!known) await store.write(leg);
    throw error;
  });
  const moment = { now: now(), traceparent: childTrace(traceparent) };
  const isNew = !known && (await store.write(orderedLeg(leg, waybill, moment)));
  const outcome = isNew ? "recorded" : await recordOrder(store, leg.legId, waybill, moment);
  log(logs.ordered, { legId: leg.legId, carrier: leg.carrier, outcome });
}

/** The same order always is the same fact: the time of the leg that is there, and not of our own, is its key. */
async function recordOrder(
  store: OrderDeps["store"],
  legId: string,
  waybill: string,
  moment: { now: string; traceparent: string },
) {
  const leg = await store.read(legId);
  if (!leg) throw new Error(`leg ${legId} can neither be written nor read`);
  return recordDone(store, leg, { kind: "ordered", waybill }, moment);
}

function newLeg(
  { carriers, now }: OrderDeps,
  asked: Omit<Parameters<typeof requestedLeg>[0], "carrier" | "now">,
): Leg {
  const { caseNumber, kind, attempt } = asked;
  const carrier = carriers.find(({ legs }) => legs?.includes(kind) ?? true);
  if (!carrier)
    throw new PermanentError(`no carrier is configured for leg ${legIdOf(caseNumber, kind, attempt)}`);
  return requestedLeg({ ...asked, carrier, now: now() });
}

/** @throws PermanentError when its carrier is not configured any more */
function ordersFor({ ordersOf }: OrderDeps, { carrier, legId }: Leg): CarrierOrders {
  const orders = ordersOf(carrier);
  if (!orders) throw new PermanentError(`carrier ${carrier} of leg ${legId} is not configured`);
  return orders;
}

/** The waybill that the leg's carrier answers: the one that was settled when it was first asked for. */
async function placeOrder(deps: OrderDeps, leg: Leg): Promise<string> {
  const { legId, caseNumber, kind } = leg;
  const orders = ordersFor(deps, leg);
  const party = await deps.partyOf(caseNumber, kind);
  if (!party) throw new PermanentError(`the case of leg ${legId} has no address for it`);
  const end = kind === "inbound" ? { from: party } : { to: party };
  try {
    return (await orders.order({ orderId: legId, kind, ...end })).waybill;
  } catch (error) {
    if (error instanceof OrderRefused) throw new PermanentError(error.message);
    throw error;
  }
}

const notCollected = (state: Leg["state"]): boolean => state === "requested" || state === "ordered";

/** Calls a journey back that has not begun. One that has goes on, and its end is reported like any other. */
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
