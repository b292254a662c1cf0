import type { Clock } from "#shared/kernel/clock.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { sequentially } from "#shared/kernel/messaging/in-turn.ts";
import type { CarrierEvent } from "./carrier-format.ts";
import type { Confirmation } from "./confirmation.ts";
import { factKeyOf } from "./fact.ts";
import { recordFact } from "./leg.ts";
import { type LegStore, waybillKeyOf } from "./record.ts";

export type FollowDeps = {
  store: Pick<LegStore, "read" | "write" | "ids">;
  /** Whether a reported end is true. */
  isConfirmed: Confirmation;
  now: Clock;
};

const logs = defineLogs("deliveryTracking", {
  recorded: { level: "info", text: "a carrier's event was merged into its leg" },
});

/** Merges everything that a carrier tells into the legs, as far as it can be; a repeat changes nothing. */
export function followCarrierEvents({ store, isConfirmed, now }: FollowDeps) {
  const turns = sequentially();

  /** The newest, should a carrier use a number again. */
  const legWith = async (carrier: string, waybill: string): Promise<string | undefined> =>
    (await store.ids("byWaybill", waybillKeyOf(carrier, waybill), now())).at(-1);

  /** @returns why it can never be in a leg. @throws Error when it may be later */
  const follow = async (
    carrier: string,
    { about, identity, ...fact }: CarrierEvent,
    traceparent: string,
  ): Promise<string | undefined> => {
    const legId = "legId" in about ? about.legId : await legWith(carrier, about.waybill);
    // A carrier may report a parcel before the answer to its order is written, and an index may lag.
    if (!legId) throw new Error("there is no leg with the reported waybill");
    if (!(await isConfirmed(carrier, legId, fact.kind)))
      throw new Error(`carrier ${carrier} does not confirm that leg ${legId} was ${fact.kind}`);
    const key = factKeyOf({ carrier, legId, identity });
    const moment = { now: now(), traceparent: childTrace(traceparent) };
    const outcome = await turns(legId, () => recordFact(store, { ...fact, carrier, legId, key }, moment));
    if (outcome === "otherCarrier") return `leg ${legId} is not one of carrier ${carrier}`;
    // Retries cover what we cannot think of; then it is parked.
    if (outcome === "unknownLeg") throw new Error(`there is no leg ${legId}`);
    log(logs.recorded, { legId, fact: key, kind: fact.kind, outcome });
    return undefined;
  };

  /** Why what is in no leg is not: for good, or until it is tried again. */
  return async (carrier: string, events: readonly CarrierEvent[], traceparent: string) => {
    const reasons = { lasting: [] as string[], passing: [] as string[] };
    for (const event of events)
      await follow(carrier, event, traceparent).then(
        (reason) => reason && reasons.lasting.push(reason),
        (error: Error) => reasons.passing.push(error.message),
      );
    return reasons;
  };
}
