import type { Clock } from "#shared/kernel/clock.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { inTurn } from "#shared/kernel/messaging/in-turn.ts";
import type { CarrierEvent } from "./carrier-format.ts";
import type { Confirmation } from "./confirmation.ts";
import { factKeyOf } from "./fact.ts";
import { type LegStore, waybillKeyOf } from "./record.ts";
import { recordFact } from "./record-fact.ts";

export type FollowDeps = {
  store: Pick<LegStore, "read" | "write" | "ids">;
  /** Whether an end that was told is true. */
  isConfirmed: Confirmation;
  now: Clock;
};

/** Why something that was told is in no leg. `lasting`: trying again cannot help. */
export type Unfollowed = { reason: string; lasting: boolean };

const logs = defineLogs("deliveryTracking", {
  recorded: { level: "info", text: "a carrier's event was merged into its leg" },
});

/** Merges everything that a carrier tells into the legs, as far as it can be; a repeat changes nothing. */
export function followCarrierEvents({ store, isConfirmed, now }: FollowDeps) {
  const turns = inTurn();

  /** The newest, should a carrier use a number again. */
  const legWith = async (carrier: string, waybill: string): Promise<string | undefined> =>
    (await store.ids("byWaybill", waybillKeyOf(carrier, waybill), now())).at(-1);

  const follow = async (
    carrier: string,
    event: CarrierEvent,
    traceparent: string,
  ): Promise<Unfollowed | undefined> => {
    const { about, identity, ...fact } = event;
    const passing = (reason: string): Unfollowed => ({ reason, lasting: false });
    const legId = "legId" in about ? about.legId : await legWith(carrier, about.waybill);
    // A leg is written before its carrier hears of it, but an index may lag, and so may the waybill.
    if (!legId) return passing("there is no leg with a waybill that was told");
    if (!(await isConfirmed(carrier, legId, fact.kind)))
      return passing(`carrier ${carrier} does not confirm that leg ${legId} was ${fact.kind}`);
    const key = factKeyOf({ carrier, legId, identity });
    const outcome = await turns(legId, () =>
      recordFact(
        store,
        { ...fact, carrier, legId, key },
        { now: now(), traceparent: childTrace(traceparent) },
      ),
    );
    if (outcome === "otherCarrier")
      return { reason: `leg ${legId} is not one of carrier ${carrier}`, lasting: true };
    // Retries cover what we cannot think of; then it is parked.
    if (outcome === "unknownLeg") return passing(`there is no leg ${legId}`);
    log(logs.recorded, { legId, fact: key, kind: fact.kind, outcome });
    return undefined;
  };

  return async (
    carrier: string,
    events: readonly CarrierEvent[],
    traceparent: string,
  ): Promise<Unfollowed[]> => {
    const unfollowed: Unfollowed[] = [];
    for (const event of events) {
      const failure = await follow(carrier, event, traceparent).catch((error: Error) => ({
        reason: error.message,
        lasting: false,
      }));
      if (failure) unfollowed.push(failure);
    }
    return unfollowed;
  };
}
