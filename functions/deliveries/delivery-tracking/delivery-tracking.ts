import type { CarrierFormat, Inbound, Told } from "#shared/deliveries/carrier-format.ts";
import type { Confirmation } from "#shared/deliveries/confirmation.ts";
import { courierMessageSchema } from "#shared/deliveries/courier-message.ts";
import { factKeyOf } from "#shared/deliveries/fact.ts";
import { type LegStore, waybillKeyOf } from "#shared/deliveries/record.ts";
import { recordFact } from "#shared/deliveries/record-fact.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { type MessageHandler, PermanentError, parseJson } from "#shared/kernel/messaging/consumer.ts";
import { inTurn } from "#shared/kernel/messaging/in-turn.ts";

export type TrackingDeps = {
  store: Pick<LegStore, "read" | "write" | "ids">;
  formatOf: (carrierId: string) => CarrierFormat | undefined;
  /** Asks the carrier whether an end that was told is true. */
  isConfirmed: Confirmation;
  now: Clock;
};

const logs = defineLogs("deliveryTracking", {
  recorded: { level: "info", text: "a carrier's event was merged into its leg" },
});

/**
 * Merges everything that a carrier's body tells into the legs. What can be used is used; what is left over fails the
 * message with its reason, and a repeat changes nothing.
 */
export function deliveryTracking({ store, formatOf, isConfirmed, now }: TrackingDeps): MessageHandler {
  const turns = inTurn();

  /** The newest, should a carrier use a number again. */
  const legWith = async (carrier: string, waybill: string): Promise<string | undefined> =>
    (await store.ids("byWaybill", waybillKeyOf(carrier, waybill), now())).at(-1);

  const follow = async (carrier: string, told: Told, traceparent: string): Promise<void> => {
    const { about, identity, ...fact } = told;
    const legId = "legId" in about ? about.legId : await legWith(carrier, about.waybill);
    // A leg is written before its carrier hears of it, but an index may lag, and so may the waybill.
    if (!legId) throw new Error("there is no leg with a waybill that was told");
    if (!(await isConfirmed(carrier, legId, fact.kind)))
      throw new Error(`carrier ${carrier} does not confirm that leg ${legId} was ${fact.kind}`);
    const key = factKeyOf({ carrier, legId, identity });
    const outcome = await turns(legId, () =>
      recordFact(
        store,
        { ...fact, carrier, legId, key },
        { now: now(), traceparent: childTrace(traceparent) },
      ),
    );
    if (outcome === "otherCarrier") throw new PermanentError(`leg ${legId} is not one of carrier ${carrier}`);
    // Retries cover what we cannot think of; then it is parked.
    if (outcome === "unknownLeg") throw new Error(`there is no leg ${legId}`);
    log(logs.recorded, { legId, fact: key, kind: fact.kind, outcome });
  };

  return async (body) => {
    const message = courierMessageSchema.safeParse(parseJson(body));
    if (!message.success) {
      const paths = message.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.code}`);
      throw new PermanentError(`not a courier message: ${paths.join("; ")}`);
    }
    const { carrier, receivedAt, body: raw, traceparent } = message.data;
    const format = formatOf(carrier);
    if (!format) throw new PermanentError(`carrier ${carrier} is not configured`);
    const inbound = await format.read(Buffer.from(raw, "base64"), receivedAt);

    const failures: Error[] = [];
    for (const told of inbound.told)
      await follow(carrier, told, traceparent).catch((error: Error) => failures.push(error));
    const passing = failures.filter((error) => !(error instanceof PermanentError));
    if (passing.length > 0) throw new Error(reasonsOf(passing));
    const lasting = [...failures.map(({ message: reason }) => reason), ...notUnderstood(inbound)];
    if (lasting.length > 0) throw new PermanentError(lasting.join("; "));
  };
}

const reasonsOf = (errors: Error[]): string => [...new Set(errors.map(({ message }) => message))].join("; ");

/** Where it is wrong and how, never what stands there. */
const notUnderstood = ({ unreadable, rejected }: Inbound): string[] => [
  ...(unreadable ? [`the body cannot be read: ${unreadable.code}`] : []),
  ...rejected.flatMap(({ errors }) => errors.map(({ path, code }) => `${path}: ${code}`)),
];
