import type { CarrierFormat, Inbound } from "#shared/deliveries/carrier-format.ts";
import { courierMessageSchema } from "#shared/deliveries/carrier-format.ts";
import { type FollowDeps, followCarrierEvents } from "#shared/deliveries/follow-carrier-events.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import {
  type MessageHandler,
  NotOursError,
  PermanentError,
  parseJson,
} from "#shared/kernel/messaging/consumer.ts";
import { attemptsOf, attemptsToFind } from "#shared/kernel/messaging/dead-letter.ts";

export type TrackingDeps = FollowDeps & {
  formatOf: (carrierId: string) => CarrierFormat | undefined;
};

/** The alarm of `context.ts` counts `notOurs`, by carrier. */
export const logs = defineLogs("deliveryTracking", {
  notOurs: { level: "warn", text: "a carrier tells of parcels that are none of its legs here" },
});

/**
 * Merges everything that a carrier's body tells into the legs. What can be used is used; what is left over fails the
 * message with its reason, and a repeat changes nothing. A body that only tells of parcels that are not ours, too, is set aside.
 */
export function deliveryTracking({ formatOf, ...deps }: TrackingDeps): MessageHandler {
  const follow = followCarrierEvents(deps);

  return async (body, record) => {
    const message = courierMessageSchema.safeParse(parseJson(body));
    if (!message.success) {
      const paths = message.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.code}`);
      throw new PermanentError(`not a courier message: ${paths.join("; ")}`);
    }
    const { carrier, receivedAt, body: raw, traceparent } = message.data;
    const format = formatOf(carrier);
    if (!format) throw new PermanentError(`carrier ${carrier} is not configured`);
    const inbound = await format.read(Buffer.from(raw, "base64"), receivedAt);

    const { passing, notOurs } = await follow(carrier, inbound.events, traceparent);
    const unknown = [...new Set(notOurs.map(({ reason }) => reason))];
    const isLookedFor = unknown.length > 0 && !(attemptsOf(record) >= attemptsToFind);
    if (passing.length > 0 || isLookedFor) throw new Error([...new Set([...passing, ...unknown])].join("; "));
    const parcels = new Set(notOurs.map(({ parcel }) => parcel)).size;
    if (parcels > 0) log(logs.notOurs, { carrier, parcels });
    const forGood = notUnderstood(inbound);
    if (forGood.length > 0) throw new PermanentError([...unknown, ...forGood].join("; "));
    if (parcels > 0) throw new NotOursError(unknown.join("; "));
  };
}

/** Where it is wrong and how, never what is there. */
const notUnderstood = ({ unreadable, rejected }: Inbound): string[] => [
  ...(unreadable ? [`the body cannot be read: ${unreadable.code}`] : []),
  ...rejected.flatMap(({ errors }) => errors.map(({ path, code }) => `${path}: ${code}`)),
];
