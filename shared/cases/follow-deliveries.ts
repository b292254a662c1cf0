import { type DeliveryEvent, deliveryEvents, type LegKind, legKinds, legStates } from "#events/delivery.ts";
import type { FollowedEvent } from "#shared/kernel/context.ts";
import type { Where } from "#shared/kernel/messaging/where.ts";
import type { CommandAction } from "./lifecycle-table.ts";

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

const statesThat = (leg: LegKind, isMeant: (actions: CommandAction[]) => boolean) =>
  legStates.filter((state) => isMeant(actionsOf({ leg, state })));

/**
 * The facts that mean something: an end does whatever was told before; of those that only say that the papers are on
 * their way, one for each leg is the first to do so.
 */
const meaningful: readonly Where[] = legKinds.flatMap((leg) => {
  const departs = statesThat(leg, ([first, ...more]) => first === "handOver" && more.length === 0);
  const others = statesThat(leg, (actions) => actions.length > 0).filter((state) => !departs.includes(state));
  return [
    ...(others.length > 0 ? [{ leg: [leg], state: others }] : []),
    ...(departs.length > 0 ? [{ leg: [leg], state: departs, departed: [true] }] : []),
  ];
});

/** The events that `case-follow` handles. */
export const followedDeliveries: Readonly<Record<string, FollowedEvent>> = {
  ...Object.fromEntries(
    Object.entries(deliveryEvents).map(([name, event]) => [name, { ...event, where: meaningful }]),
  ),
  stalled: deliveryEvents.stalled,
};
