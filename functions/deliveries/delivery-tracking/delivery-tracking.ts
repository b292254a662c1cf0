import type { CarrierFormat, Inbound } from "#shared/deliveries/carrier-format.ts";
import { courierMessageSchema } from "#shared/deliveries/carrier-format.ts";
import { type FollowDeps, followCarrierEvents } from "#shared/deliveries/follow-carrier-events.ts";
import { type MessageHandler, PermanentError, parseJson } from "#shared/kernel/messaging/consumer.ts";

export type TrackingDeps = FollowDeps & {
  formatOf: (carrierId: string) => CarrierFormat | undefined;
};

/**
 * Merges everything that a carrier's body tells into the legs. What can be used is used; what is left over fails the
 * message with its reason, and a repeat changes nothing.
 */
export function deliveryTracking({ formatOf, ...deps }: TrackingDeps): MessageHandler {
  const follow = followCarrierEvents(deps);

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

    const { passing, lasting } = await follow(carrier, inbound.events, traceparent);
    if (passing.length > 0) throw new Error([...new Set(passing)].join("; "));
    const forGood = [...lasting, ...notUnderstood(inbound)];
    if (forGood.length > 0) throw new PermanentError(forGood.join("; "));
  };
}

/** Where it is wrong and how, never what is there. */
const notUnderstood = ({ unreadable, rejected }: Inbound): string[] => [
  ...(unreadable ? [`the body cannot be read: ${unreadable.code}`] : []),
  ...rejected.flatMap(({ errors }) => errors.map(({ path, code }) => `${path}: ${code}`)),
];
