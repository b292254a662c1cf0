import { type DeliveryEvent, deliveryEvents, legKinds, legStates } from "#events/delivery.ts";
import type { FollowedEvent } from "#shared/kernel/context.ts";
import type { CommandAction } from "./actions.ts";

type Fact = DeliveryEvent["data"];

/**
 * What a fact of a leg means for its case. A later fact implies the earlier ones, so that facts out of order
 * leave the same history as facts in order.
 */
export function actionsOf({ leg, state }: Pick<Fact, "leg" | "state">): CommandAction[] {
  if (leg === "inbound") return state === "delivered" ? ["receiveOriginals"] : [];
  if (leg !== "outbound") return [];
  switch (state) {
    case "requested":
    case "ordered":
      return [];
    // Before it was collected: the parcel never left the hall.
    case "cancelled":
      return [];
    case "collected":
    case "inTransit":
    case "forwarded":
    case "outForDelivery":
    case "attemptFailed":
    case "atPickupPoint":
    case "returning":
      return ["handOver"];
    case "delivered":
      return ["handOver", "confirmDelivery"];
    case "returned":
    case "lost":
      return ["handOver", "failDelivery"];
  }
}

/**
 * The facts that mean something. Nothing more is left out: facts come in any order and some never, so each that
 * implies a step may be the first to do so.
 */
const meaningful = legKinds
  .map((leg) => ({ leg: [leg], state: legStates.filter((state) => actionsOf({ leg, state }).length > 0) }))
  .filter(({ state }) => state.length > 0);

/** The events that `case-follow` handles. */
export const followedDeliveries: Readonly<Record<string, FollowedEvent>> = {
  ...Object.fromEntries(
    Object.entries(deliveryEvents).map(([name, event]) => [name, { ...event, where: meaningful }]),
  ),
  stalled: deliveryEvents.stalled,
};
