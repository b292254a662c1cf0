import type { SQSRecord } from "aws-lambda";
import type { RatingEvent } from "#events/rating.ts";
import { type Comment, comment } from "#shared/ratings/comments/comments.ts";
import type { DeviceMessage } from "#shared/ratings/devices/devices.ts";
import { device, registerDevice, shiftLog, startShift } from "#shared/ratings/devices/devices.ts";
import { countedDays } from "#shared/ratings/figures/days.ts";
import { figuresOf, sumOf } from "#shared/ratings/figures/figures.ts";
import { ratingIdText } from "#shared/ratings/rating.ts";
import { rating } from "#shared/ratings/record.ts";
import { ratingRules } from "#shared/ratings/rules/rules.ts";
import { memoryCases } from "#test/support/memory-cases.ts";
import { inMemoryFigureStore } from "#test/support/memory-figure-store.ts";
import { memoryRatings } from "#test/support/memory-ratings.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { inMemoryVelocityStore } from "#test/support/memory-velocity-store.ts";
import { nationalSources } from "#test/support/national-sources.ts";
import { followRatings } from "../../../functions/ratings/rating-intake/follow-ratings.ts";
import { recordDeviceRating } from "../../../functions/ratings/rating-intake/record-device-rating.ts";
import { busEntry, caseNumber, department, deviceId, given, now, traceparent } from "./samples.ts";

const record = {} as SQSRecord;

const by = (at: string) => ({ at, trace: traceparent, actor: { role: "admin", id: "admin-1" } });

/** The function with everything around it in memory; its device is registered and somebody on shift there. */
export async function intakeWorld() {
  const store = memoryRatings();
  const cases = memoryCases();
  const kept = inMemoryFigureStore(store, cases);
  const devices = memoryRecordStore(device);
  const shifts = memoryRecordStore(shiftLog);
  const commentStore = memoryRecordStore(comment);
  /** Every version that was written. */
  const comments: Comment[] = [];
  const registered = { deviceId, window: "A03", department, registeredAt: "2026-01-01T00:00:00.000Z" };
  await registerDevice(devices, registered, by(registered.registeredAt));
  await startShift(shifts, deviceId, "clerk-1", by("2026-02-28T00:00:00.000Z"));
  const national = nationalSources();
  const deps = {
    ...national,
    store,
    cases: { ...cases, ...national.cases },
    figures: kept,
    devices,
    shifts,
    velocity: inMemoryVelocityStore(),
    comments: {
      ...commentStore,
      async write(next: Comment) {
        const written = await commentStore.write(next);
        if (written) comments.push(comment.fromItem(comment.toItem(next)));
        return written;
      },
    },
    rules: ratingRules,
    now: () => now,
  };
  const follow = followRatings(deps);
  const recordRating = recordDeviceRating(deps);
  const at = (stage: "acceptance" | "completion") =>
    store.read(ratingIdText({ caseNumber, stage, turn: "first" }));
  const figures = async (from = "2026-03-01", to = "2026-03-03") => {
    const days = await countedDays(kept, [department], { from, to, today: "2026-03-02" }, ["all"]);
    return figuresOf(sumOf(days.map(({ counts }) => counts.all.all ?? {})));
  };
  return {
    store,
    cases,
    deps,
    /** Puts its device out of use. */
    retire: (retiredAt: string) => registerDevice(devices, { ...registered, retiredAt }, by(retiredAt)),
    comments,
    figures,
    at,
    deliver: (event: { type: string; source: string }) => follow(busEntry(event), record),
    hand: (message: unknown) => recordRating(JSON.stringify(message), record),
    handRaw: (body: string) => recordRating(body, record),
    /** What the relay would publish of a stage now. */
    said: async (stage: "acceptance" | "completion") => {
      const head = await at(stage);
      return head && (rating.eventOf(head) as RatingEvent | undefined);
    },
  };
}

export const message = (change: Partial<DeviceMessage["rating"]> = {}): DeviceMessage => ({
  caseNumber,
  stage: "completion",
  rating: { ...given(change), deviceId: change.deviceId ?? deviceId },
  traceparent,
});
