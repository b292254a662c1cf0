import { courierEventsRoute, courierPushRoute } from "#shared/deliveries/api.ts";
import type {
  CarrierAnswer,
  CarrierFormat,
  CourierMessage,
  Inbound,
} from "#shared/deliveries/carrier-format.ts";
import type { CarrierSecrets, Carriers } from "#shared/deliveries/carriers.ts";
import { withoutAskingCarrier } from "#shared/deliveries/confirmation.ts";
import { type FollowDeps, followCarrierEvents } from "#shared/deliveries/follow-carrier-events.ts";
import { type ApiRequest, type Route, route } from "#shared/kernel/http/api.ts";
import { httpProblems } from "#shared/kernel/http/problem.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import type { MachineKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import type { Queue } from "#shared/kernel/messaging/queue.ts";
import { authenticate } from "./authenticate.ts";

export type CallbackDeps = Pick<FollowDeps, "store" | "now"> & {
  carriers: Carriers;
  formatOf: (carrierId: string) => CarrierFormat | undefined;
  keys: MachineKeys;
  secrets: CarrierSecrets;
  queue: Pick<Queue<CourierMessage>, "send">;
};

const logs = defineLogs("courierCallback", {
  rejected: { level: "warn", text: "events in a carrier's batch were refused" },
  unreadable: { level: "warn", text: "a carrier's body could not be read" },
  unknownCodes: { level: "warn", text: "a carrier sent codes that mean nothing here" },
  notQueued: { level: "error", text: "a carrier's body could not be queued" },
});

/** A body that tells more is left to the queue: its carrier does not wait, and a flood does not reach the table. */
const maxAtOnce = 10;

/**
 * Carriers tell what happened: a success is answered only once all of it is in the legs, or the body is queued
 * exactly as it came.
 */
export function courierCallback(deps: CallbackDeps): Route[] {
  const follow = followCarrierEvents({ ...deps, isConfirmed: withoutAskingCarrier(deps.carriers) });
  const mergesAtOnce = async (carrier: string, inbound: Inbound, traceparent: string): Promise<boolean> => {
    const { events, rejected, unreadable } = inbound;
    if (unreadable || rejected.length > 0 || events.length > maxAtOnce) return false;
    const { passing, notOurs } = await follow(carrier, events, traceparent);
    return passing.length + notOurs.length === 0;
  };

  const take = async (
    carrierId: string,
    request: Pick<ApiRequest, "rawBody" | "rawHeaders" | "target" | "sourceIp" | "locale" | "traceparent">,
    pathSecret?: string,
  ): Promise<CarrierAnswer> => {
    const carrier = deps.carriers.find(({ id }) => id === carrierId);
    const format = deps.formatOf(carrierId);
    if (!carrier || !format) throw httpProblems.notFound();
    await authenticate(carrier, { ...request, ...(pathSecret !== undefined && { pathSecret }) }, deps);

    const receivedAt = deps.now();
    const inbound = await format.read(request.rawBody, receivedAt);
    logWhatWasNotUnderstood(carrierId, inbound);
    if (await mergesAtOnce(carrierId, inbound, request.traceparent))
      return format.acknowledge(inbound, request.locale);
    // Also what cannot be read: delivery-tracking keeps it, with the reason, for a person.
    const body = request.rawBody.toString("base64");
    try {
      await deps.queue.send({ carrier: carrierId, receivedAt, body, traceparent: request.traceparent });
    } catch (error) {
      log(logs.notQueued, { carrier: carrierId, reason: error instanceof Error ? error.name : "unknown" });
      return format.decline(inbound);
    }
    return format.acknowledge(inbound, request.locale);
  };

  return [
    route(courierEventsRoute)(({ path, ...request }) => take(path.carrier, request)),
    route(courierPushRoute)(({ path, ...request }) => take(path.carrier, request, path.secret)),
  ];
}

/** Codes only: a carrier's own words may hold names and numbers. */
function logWhatWasNotUnderstood(carrier: string, { rejected, unknownCodes, unreadable }: Inbound): void {
  if (unreadable) log(logs.unreadable, { carrier, cause: unreadable.code });
  if (unknownCodes.length > 0) log(logs.unknownCodes, { carrier, codes: [...new Set(unknownCodes)] });
  if (rejected.length === 0) return;
  const codes = rejected.flatMap(({ errors }) => errors.map((error) => error.code));
  log(logs.rejected, { carrier, events: rejected.length, codes: [...new Set(codes)] });
}
