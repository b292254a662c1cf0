import type { Clock } from "#shared/kernel/clock.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import { httpProblems } from "#shared/kernel/http/problem.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import type { MachineKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import { requireSignature } from "#shared/kernel/machine-keys/require-signature.ts";
import type { Queue } from "#shared/kernel/messaging/queue.ts";
import { rateFromDevice } from "#shared/ratings/api.ts";
import type { DeviceMessage } from "#shared/ratings/devices/device-message.ts";
import { detailTagEdition } from "#shared/ratings/levels/detail-tags.ts";
import { levelOfStars } from "#shared/ratings/levels/scales.ts";
import { deviceRatingKey } from "#shared/ratings/merge.ts";
import { ratingProblems } from "#shared/ratings/problems.ts";

export type DeviceRatingDeps = { keys: MachineKeys; queue: Queue<DeviceMessage>; now: Clock };

const logs = defineLogs("ratingCallback", {
  notQueued: { level: "error", text: "a device's rating could not be queued" },
});

/** A device's clock may be this far ahead; more is most often a local time marked as UTC. */
const clockAheadMs = 10 * 60_000;

/** A rating device's rating goes into the queue: the counter answers at once, whatever the table is doing. */
export const deviceRatingRoute = ({ keys, queue, now }: DeviceRatingDeps): Route =>
  route(rateFromDevice)(async ({ path: { deviceId }, body, rawBody, rawHeaders, traceparent }) => {
    await requireSignature(keys, { rawBody, rawHeaders }, `device:${deviceId}`, now());
    const { caseNumber, stage, score, details, comment, anonymous, ratedAt, channel } = body;
    if (Date.parse(ratedAt) > Date.parse(now()) + clockAheadMs) throw fromTheFuture();
    const message = {
      caseNumber,
      stage,
      rating: {
        key: deviceRatingKey(deviceId, ratedAt),
        level: levelOfStars(score),
        details,
        tagEdition: detailTagEdition,
        ...(comment && { comment }),
        ...(anonymous && { anonymous: true as const }),
        channel,
        ratedAt,
        deviceId,
      },
      traceparent,
    };
    try {
      await queue.send(message);
    } catch (error) {
      log(logs.notQueued, { deviceId, cause: error instanceof Error ? error.name : "unknown" });
      throw ratingProblems.ratingNotQueued({ headers: { "retry-after": "5" } });
    }
    return { status: 202 };
  });

const fromTheFuture = () =>
  httpProblems.invalidRequest({
    facts: { count: 1 },
    errors: [
      {
        path: "body/ratedAt",
        code: "inFuture",
        message: {
          zh: "评价时间晚于现在，请校准设备时钟。",
          en: "This is in the future; please set the device's clock.",
        },
      },
    ],
  });
