import type { Clock } from "#shared/kernel/clock.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { sequentially } from "#shared/kernel/messaging/in-turn.ts";
import type { CarrierEvent } from "./carrier-format.ts";
import type { Confirmation } from "./confirmation.ts";
import { type FactKind, factKeyOf } from "./fact.ts";
import { recordFact } from "./leg.ts";
import { type LegStore, waybillKeyOf } from "./record.ts";

/** Why what is in no leg is not: until it is tried again, or because no leg of this carrier has the reported number. */
export type NotFollowed = { passing: string[]; notOurs: { parcel: string; reason: string }[] };

export type FollowDeps = {
  store: Pick<LegStore, "read" | "write" | "ids">;
  /** Whether a reported end is true. */
  isConfirmed: Confirmation;
  now: Clock;
};

const logs = defineLogs("deliveryTracking", {
  recorded: { level: "info", text: "a carrier's event was merged into its leg" },
});

const parcelOf = ({ about }: CarrierEvent): string => ("legId" in about ? about.legId : about.waybill);

/** Merges everything that a carrier tells into the legs, as far as it can be; a repeat changes nothing. */
export function followCarrierEvents({ store, isConfirmed, now }: FollowDeps) {
  const turns = sequentially();

  /** The newest, should a carrier use a number again. */
  const legWith = async (carrier: string, waybill: string): Promise<string | undefined> =>
    (await store.ids("byWaybill", waybillKeyOf(carrier, waybill), now())).at(-1);

  const whyUnconfirmed = (carrier: string, legId: string, kind: FactKind): Promise<Error | undefined> =>
    isConfirmed(carrier, legId, kind).then(
      (isTrue) =>
        isTrue ? undefined : new Error(`carrier ${carrier} does not confirm that leg ${legId} was ${kind}`),
      (error: Error) => error,
    );

  /** @returns why it is about none of the carrier's legs, as far as is known yet. @throws Error when it may be later */
  const follow = async (
    carrier: string,
    { about, identity, ...fact }: CarrierEvent,
    traceparent: string,
  ): Promise<string | undefined> => {
    const legId = "legId" in about ? about.legId : await legWith(carrier, about.waybill);
    // A carrier may report a parcel before the answer to its order is written, and an index may lag.
    if (!legId) return "there is no leg with the reported waybill";
    const unconfirmed = await whyUnconfirmed(carrier, legId, fact.kind);
    // A carrier confirms nothing of a parcel that it does not know either.
    if (unconfirmed && (await store.read(legId))?.carrier === carrier) throw unconfirmed;
    if (unconfirmed) return `leg ${legId} is not one of carrier ${carrier}`;
    const key = factKeyOf({ carrier, legId, identity });
    const moment = { now: now(), traceparent: childTrace(traceparent) };
    const outcome = await turns(legId, () => recordFact(store, { ...fact, carrier, legId, key }, moment));
    if (outcome === "otherCarrier") return `leg ${legId} is not one of carrier ${carrier}`;
    if (outcome === "unknownLeg") return `there is no leg ${legId}`;
    log(logs.recorded, { legId, fact: key, kind: fact.kind, outcome });
    return undefined;
  };

  return async (
    carrier: string,
    events: readonly CarrierEvent[],
    traceparent: string,
  ): Promise<NotFollowed> => {
    const reasons: NotFollowed = { passing: [], notOurs: [] };
    for (const event of events)
      await follow(carrier, event, traceparent).then(
        (reason) => reason && reasons.notOurs.push({ parcel: parcelOf(event), reason }),
        (error: Error) => reasons.passing.push(error.message),
      );
    return reasons;
  };
}
