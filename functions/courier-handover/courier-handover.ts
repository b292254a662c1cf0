import { type CaseEvent, caseEvents } from "#events/case.ts";
import type { LegKind } from "#events/delivery.ts";
import {
  type CarrierOrder,
  type OrderDesk,
  OrderRefused,
  type Party,
} from "#shared/delivery/carrier-format.ts";
import type { Carriers } from "#shared/delivery/carriers.ts";
import { factKeyOf, isTerminal } from "#shared/delivery/fact.ts";
import { type Leg, legIdOf, requestedLeg } from "#shared/delivery/leg.ts";
import type { LegStore } from "#shared/delivery/leg-store.ts";
import { recordFact } from "#shared/delivery/record-fact.ts";
import { childTrace } from "#shared/http/trace.ts";
import { defineLogs, log } from "#shared/logging/logger.ts";
import { eventHandler, type MessageHandler, on, PermanentError } from "#shared/messaging/consumer.ts";

export type HandoverDeps = {
  carriers: Carriers;
  /** Where orders for one of the carriers are placed. */
  deskOf: (carrierId: string) => OrderDesk | undefined;
  store: LegStore;
  /** The applicant's end of the journey, asked of the cases' context each time and never kept here. */
  partyOf: (caseNumber: string, kind: LegKind) => Promise<Party | undefined>;
  now: () => Date;
};

const logs = defineLogs("courierHandover", {
  ordered: { level: "info", text: "a courier leg was ordered" },
  underWayAtWithdrawal: {
    level: "warn",
    text: "a withdrawn case has papers under way; a person must call the carrier",
  },
});

/** Every leg is the first attempt so far; another attempt gets a number, and so an order, of its own. */
const firstAttempt = 1;

/** Follows cases and orders the journeys of papers that they need, each once. */
export function courierHandover(deps: HandoverDeps): MessageHandler {
  const bringIn = async ({ data, traceparent }: CaseEvent) => {
    if (data.handIn === "courier") await orderLeg(deps, data.caseNumber, "inbound", traceparent);
  };
  const sendOut = async ({ data, traceparent }: CaseEvent) => {
    // The decisions of a joint matter's parts travel together, with the whole.
    if (data.receive === "courier" && !data.parent)
      await orderLeg(deps, data.caseNumber, "outbound", traceparent);
  };
  return eventHandler([
    on(caseEvents.preReviewPassed, bringIn),
    on(caseEvents.approved, sendOut),
    on(caseEvents.rejected, sendOut),
    on(caseEvents.decidedOnTheSpot, sendOut),
    on(caseEvents.withdrawn, async ({ data }) => {
      for (const { legId, state } of await deps.store.legsOf(data.caseNumber))
        if (!isTerminal(state)) log(logs.underWayAtWithdrawal, { legId, state });
    }),
  ]);
}

async function orderLeg(
  deps: HandoverDeps,
  caseNumber: string,
  kind: LegKind,
  traceparent: string,
): Promise<void> {
  const leg = await ensureLeg(deps, caseNumber, kind);
  if (leg.facts.some((fact) => fact.kind === "ordered")) return;
  const desk = deps.deskOf(leg.carrier);
  if (!desk) throw new PermanentError(`carrier ${leg.carrier} of leg ${leg.legId} is not configured`);
  const party = await deps.partyOf(caseNumber, kind);
  if (!party) throw new PermanentError(`the case of leg ${leg.legId} has no address for it`);

  const waybill = await placeOrder(desk, {
    orderId: leg.legId,
    kind,
    ...(kind === "inbound" ? { from: party } : { to: party }),
  });
  const now = deps.now();
  // The leg's own time keeps the key the same however often this runs.
  const identity = { code: "ordered", occurredAt: leg.requestedAt };
  const outcome = await recordFact(
    deps.store,
    {
      carrier: leg.carrier,
      legId: leg.legId,
      key: factKeyOf({ carrier: leg.carrier, legId: leg.legId, identity }),
      kind: "ordered",
      occurredAt: now.toISOString(),
      waybill,
    },
    { now, traceparent: childTrace(traceparent) },
  );
  log(logs.ordered, { legId: leg.legId, carrier: leg.carrier, outcome });
}

/** The leg, written before any carrier is asked: the carrier's first event must find it. */
async function ensureLeg(
  { store, carriers, now }: HandoverDeps,
  caseNumber: string,
  kind: LegKind,
): Promise<Leg> {
  const legId = legIdOf(caseNumber, kind, firstAttempt);
  const known = await store.get(legId);
  // Its carrier was settled when it was requested, whatever the configuration says since.
  if (known) return known;
  const [carrier] = carriers;
  if (!carrier) throw new PermanentError(`no carrier is configured for leg ${legId}`);
  const leg = requestedLeg({ caseNumber, kind, attempt: firstAttempt, carrier: carrier.id, now: now() });
  if (await store.write(leg)) return leg;
  const another = await store.get(legId);
  if (!another) throw new Error(`leg ${legId} can neither be written nor read`);
  return another;
}

async function placeOrder(desk: OrderDesk, order: CarrierOrder): Promise<string> {
  try {
    return (await desk.order(order)).waybill;
  } catch (error) {
    if (error instanceof OrderRefused) throw new PermanentError(error.message);
    throw error;
  }
}
