import { type Route, route } from "#shared/kernel/http/api.ts";
import { type FieldError, httpProblems } from "#shared/kernel/http/problem.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { requireSignature } from "#shared/kernel/machine-keys/require-signature.ts";
import type { Queue } from "#shared/kernel/messaging/queue.ts";
import { deviceHeartbeat, rateFromDevice } from "#shared/ratings/api.ts";
import type { DeviceMessage } from "#shared/ratings/devices/devices.ts";
import { device, shiftAt } from "#shared/ratings/devices/devices.ts";
import type { RatingDeps } from "#shared/ratings/dynamodb-ratings.ts";
import { deviceRatingKey } from "#shared/ratings/merge.ts";
import { ratingProblems } from "#shared/ratings/problems.ts";
import { ratingContent } from "#shared/ratings/record-rating.ts";

export type DeviceDeps = Pick<RatingDeps, "keys" | "devices" | "shifts" | "now"> & {
  queue: Pick<Queue<DeviceMessage>, "send">;
};

const logs = defineLogs("ratingCallback", {
  notQueued: { level: "error", text: "a device's rating could not be queued" },
});

/** A device's clock may be this far ahead; more is most often a local time marked as UTC. */
const clockAheadMs = 10 * 60_000;

/** What the devices at the windows send us, signed. */
export const deviceRoutes = ({ keys, devices, shifts, queue, now }: DeviceDeps): Route[] => [
  // Into the queue: the counter answers at once, whatever the table is doing.
  route(rateFromDevice)(async ({ path: { deviceId }, body, traceparent, ...request }) => {
    await requireSignature(keys, request, `device:${deviceId}`, now());
    const { caseNumber, stage, ratedAt, channel, ...input } = body;
    if (Date.parse(ratedAt) > Date.parse(now()) + clockAheadMs)
      throw httpProblems.invalidRequest({ facts: { count: 1 }, errors: [fromTheFuture] });
    const key = deviceRatingKey(deviceId, ratedAt);
    const rating = { key, ...ratingContent(input), channel, ratedAt, deviceId };
    try {
      await queue.send({ caseNumber, stage, rating, traceparent });
    } catch (error) {
      log(logs.notQueued, { deviceId, cause: error instanceof Error ? error.name : "unknown" });
      throw ratingProblems.ratingNotQueued({ headers: { "retry-after": "5" } });
    }
    return { status: 202 };
  }),

  // What a device shows depends on the time, its window and whether anybody is on shift.
  route(deviceHeartbeat)(async ({ path: { deviceId }, body, traceparent, ...request }) => {
    await requireSignature(keys, request, `device:${deviceId}`, now());
    const at = now();
    const known = await devices.read(deviceId);
    if (!known || known.retiredAt) throw ratingProblems.deviceNotFound();
    const { waiting, software = known.software } = body;
    const step = { event: "heard", at, trace: traceparent, actor: { role: "device", id: deviceId } } as const;
    // One that comes late, or loses to whoever changed the device at this moment, is not missed: the next follows.
    if ((known.seenAt ?? "") < at)
      await devices.write(device.next(known, { seenAt: at, waiting, software }, step));
    const { window, department } = known;
    const shift = shiftAt(await shifts.read(deviceId), at);
    return {
      status: 200,
      body: { now: at, window, department, shift: shift ? { since: shift.since } : null },
    };
  }),
];

const fromTheFuture: FieldError = {
  path: "body/ratedAt",
  code: "inFuture",
  message: {
    zh: "评价时间晚于现在，请校准设备时钟。",
    en: "This is in the future; please set the device's clock.",
  },
};
