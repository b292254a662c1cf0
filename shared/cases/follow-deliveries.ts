import {
  type DeliveryEvent,
  deliveryEvents,
  type LegKind,
  type LegState,
  legKinds,
  legStates,
} from "#events/delivery.ts";
import type { FollowedEvent } from "#shared/kernel/context.ts";
import type { EventFilter } from "#shared/kernel/messaging/where.ts";
import type { CommandAction } from "./lifecycle-table.ts";

/**
 * What a fact of the results' leg means for its case. A later fact implies the earlier ones, so that facts out of
 * order leave the same history as facts in order.
 */
const outbound: Record<LegState, CommandAction[]> = {
  requested: [],
  ordered: [],
  // Before it was collected: the parcel never left the hall.
  cancelled: [],
  collected: ["handOver"],
  inTransit: ["handOver"],
  forwarded: ["handOver"],
  outForDelivery: ["handOver"],
  attemptFailed: ["handOver"],
  atPickupPoint: ["handOver"],
  returning: ["handOver"],
  delivered: ["handOver", "confirmDelivery"],
  returned: ["handOver", "failDelivery"],
  lost: ["handOver", "failDelivery"],
};

/** What a fact of a leg means for its case. */
export function actionsOf({
  leg,
  state,
  doubtful,
}: Pick<DeliveryEvent["data"], "leg" | "state" | "doubtful">): CommandAction[] {
  if (doubtful)
    return leg === "outbound"
      ? ["handOver", "markDeliveryStalled"]
      : leg === "inbound"
        ? ["markDeliveryStalled"]
        : [];
  if (leg === "inbound") return state === "delivered" ? ["receiveOriginals"] : [];
  return leg === "outbound" ? outbound[state] : [];
}

const statesThat = (leg: LegKind, isMeant: (actions: CommandAction[]) => boolean) =>
  legStates.filter((state) => isMeant(actionsOf({ leg, state })));

/**
 * The facts that mean something: an end does whatever was reported before; of those that only say that the documents are on
 * their way, one for each leg is the first to do so.
 */
const meaningful: readonly EventFilter[] = legKinds.flatMap((leg) => {
  const departs = statesThat(leg, ([first, ...more]) => first === "handOver" && more.length === 0);
  const others = statesThat(leg, (actions) => actions.length > 0).filter((state) => !departs.includes(state));
  return [
    ...(others.length > 0 ? [{ leg: [leg], state: others }] : []),
    ...(departs.length > 0 ? [{ leg: [leg], state: departs, departed: [true] }] : []),
  ];
});

/** The events of deliveries that `case-follow` handles. */
export const followedDeliveries: Readonly<Record<string, FollowedEvent>> = {
  ...Object.fromEntries(
    Object.entries(deliveryEvents).map(([name, event]) => [name, { ...event, where: meaningful }]),
  ),
  stalled: deliveryEvents.stalled,
};
