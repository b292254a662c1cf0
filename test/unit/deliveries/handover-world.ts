import { type CaseEventName, type CaseState, caseEvents } from "#events/case.ts";
import type { CarrierOrder, Party } from "#shared/deliveries/carrier-order.ts";
import { courierHandover } from "../../../functions/deliveries/courier-handover/courier-handover.ts";
import type { OrderDeps } from "../../../functions/deliveries/courier-handover/legs.ts";
import { consume } from "./consume.ts";
import { carrierId, caseNumber, emptyStore, now, traceparent } from "./samples.ts";

export const party: Party = { name: "王小明", phone: "13800000000", address: "七一路 1 号" };

export function caseEvent(
  name: CaseEventName,
  modes: { handIn?: "courier"; receive?: "courier"; deliveryAttempt?: number } = {},
): string {
  const event = caseEvents[name].create({
    subject: `case/${caseNumber}`,
    version: 2,
    time: now,
    traceparent,
    data: {
      caseNumber,
      to: "approved",
      itemCode: "1".repeat(31),
      itemVersion: 1,
      department: "0001",
      applicantId: "citizen-1",
      actor: { role: "reviewer", id: "reviewer-1" },
      handIn: modes.handIn ?? "online",
      receive: modes.receive ?? "electronic",
      ...(modes.deliveryAttempt && { deliveryAttempt: modes.deliveryAttempt }),
      hash: "0".repeat(64),
    },
  });
  return JSON.stringify({ "detail-type": event.type, detail: event });
}

/** A carrier that answers as told, and counts. */
export function setUp(answers: ((order: CarrierOrder) => Promise<string>)[] = []) {
  const store = emptyStore();
  const orders: CarrierOrder[] = [];
  const cancelled: string[] = [];
  const world: { cancelAnswer: "cancelled" | "underWay"; state: CaseState } = {
    cancelAnswer: "cancelled",
    state: "approved",
  };
  const deps: OrderDeps = {
    carriers: [{ id: carrierId, kind: "tongban", baseUrl: "https://post.example.com" }],
    ordersOf: (id) =>
      id === carrierId
        ? {
            async order(order: CarrierOrder) {
              orders.push(order);
              const answer = answers[orders.length - 1];
              return { waybill: answer ? await answer(order) : "TB1234567890" };
            },
            async cancel({ orderId }: { orderId: string }) {
              cancelled.push(orderId);
              return world.cancelAnswer;
            },
          }
        : undefined,
    store,
    partyOf: async () => party,
    caseStateOf: async () => world.state,
    now: () => now,
  };
  return {
    store,
    orders,
    cancelled,
    world,
    deps,
    run: (...bodies: string[]) => consume(courierHandover(deps), bodies),
  };
}

export const down = async () => {
  throw new Error("fetch failed");
};
