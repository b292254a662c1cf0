import { childTrace } from "#shared/kernel/http/trace.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { type MessageHandler, PermanentError, parseJson } from "#shared/kernel/messaging/consumer.ts";
import { type DeviceMessage, deviceMessageSchema, servedAt } from "#shared/ratings/devices/devices.ts";
import type { RatingDeps } from "#shared/ratings/dynamodb-ratings.ts";
import { recordFact } from "#shared/ratings/merge.ts";
import { type LookUpDeps, lookUp } from "#shared/ratings/record-rating.ts";
import type { Doubt } from "#shared/ratings/rules/rules.ts";

export type DeviceRatingDeps = LookUpDeps &
  Pick<RatingDeps, "store" | "devices" | "shifts" | "rules" | "now">;

const logs = defineLogs("ratingIntake", {
  recorded: { level: "info", text: "a device's rating was recorded" },
  refused: { level: "warn", text: "a device's rating does not count: its stage has another one" },
});

/**
 * Records a device's rating. One that is faster than its stage waits in the queue for some minutes; what nobody can
 * ever rate is laid aside with the dead letters, where a person finds it.
 */
export function recordDeviceRating({
  store,
  cases,
  devices,
  shifts,
  rules,
  now,
}: DeviceRatingDeps): MessageHandler {
  return async (body) => {
    const message = deviceMessageSchema.safeParse(parseJson(body));
    if (!message.success) {
      const paths = message.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.code}`);
      throw new PermanentError(`not a device's rating: ${paths.join("; ")}`);
    }
    const { caseNumber, stage, rating, traceparent } = message.data;
    const id = { caseNumber, stage, turn: "first" } as const;
    const { facts, record, invitation } = await lookUp({ store, cases }, id);
    if (!facts || (facts.parent && stage === "acceptance"))
      throw new PermanentError(`no ${stage} of a case ${caseNumber} that is rated by itself`);
    if (!invitation) throw new Error(`the ${stage} of ${caseNumber} cannot be rated yet`);
    const placed = { ...rating, ...(await placeOf(rating, { devices, shifts, rules })) };
    const { outcome } = await recordFact(
      store,
      { ...id, kind: "rated", invitation, rating: placed },
      { now: now(), traceparent: childTrace(traceparent) },
      { record },
    );
    const known = outcome === "recorded" || outcome === "duplicate";
    log(known ? logs.recorded : logs.refused, { caseNumber, stage, deviceId: rating.deviceId, outcome });
  };
}

/** Where the device stood when it was rated, and who was on shift there; or what is wrong about that. */
async function placeOf(
  { deviceId, ratedAt }: DeviceMessage["rating"],
  { devices, shifts, rules }: Pick<DeviceRatingDeps, "devices" | "shifts" | "rules">,
): Promise<{ window?: string; clerkId?: string; doubts?: Doubt[] }> {
  const device = await devices.read(deviceId, { maybeOlder: true });
  if (!device || (device.retiredAt && device.retiredAt <= ratedAt)) return { doubts: ["unknownDevice"] };
  const shift = servedAt(await shifts.read(deviceId), ratedAt, rules.shiftGraceMinutes);
  return {
    window: device.window,
    ...(shift ? { clerkId: shift.clerkId } : { doubts: ["outsideShift"] }),
  };
}
