import { versionOf } from "#events/define-event.ts";
import type { RatingEvent } from "#events/rating.ts";
import type { RectificationEvent } from "#events/rectification.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { bySystem } from "#shared/kernel/lifecycle/decide.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { followEvents, type MessageHandler } from "#shared/kernel/messaging/consumer.ts";
import { changeRecord } from "#shared/kernel/records/record-store.ts";
import * as comment from "#shared/ratings/comments/decide.ts";
import type { RatingDeps } from "#shared/ratings/dynamodb-ratings.ts";
import { noteChangedDays } from "#shared/ratings/figures/days.ts";
import { recordFact } from "#shared/ratings/merge.ts";
import { faultsIn, type NationalDeps, nationalRating } from "#shared/ratings/national/sources.ts";
import { isValid, ratingIdText, standingOf } from "#shared/ratings/rating.ts";
import type { RatingRecord } from "#shared/ratings/record.ts";
import { follows } from "#shared/ratings/wiring.ts";
import { type CheckRatingDeps, checkRating } from "./check-rating.ts";

export type FollowDeps = CheckRatingDeps & NationalDeps & Pick<RatingDeps, "figures" | "comments">;

const logs = defineLogs("ratingIntake", {
  calledBack: { level: "info", text: "whoever gave a bad rating was called back" },
  rectified: { level: "info", text: "a bad rating was put right, and can be followed by another" },
  voided: { level: "info", text: "a bad rating does not count any more: an appeal was upheld" },
  changed: { level: "info", text: "a rating counts otherwise than before" },
  heldBack: { level: "info", text: "a rating is held back from the national platform" },
});

/** Follows our own ratings, to check them, and what became of the bad ones. */
export function followRatings(deps: FollowDeps): MessageHandler {
  const { store, figures, comments, now } = deps;
  const happens = bySystem(comment.decide, "ratings");

  /** The figures of its days follow from its row; those that may have been made have to be made again. */
  const recount = (record: RatingRecord) => noteChangedDays(figures, record, now());

  /** A comment of a rating that counts waits for its review; it is the same one however often it is reported. */
  const openComment = async (record: RatingRecord, traceparent: string) => {
    if (record.rating.comment && isValid(record))
      await comments.write(comment.openComment(record, { at: now(), trace: childTrace(traceparent) }));
  };

  /** What waits for a supervisor's decision is in that list alone, and comes to the gate afterwards. */
  const passGate = async (record: RatingRecord, traceparent: string) => {
    const faults = standingOf(record) === "quarantined" ? [] : faultsIn(await nationalRating(deps, record));
    if (faults.length === 0 && !record.heldBack) return;
    const { caseNumber, stage, turn } = record;
    const fact = { caseNumber, stage, turn, kind: "gated", faults } as const;
    const moment = { now: now(), traceparent: childTrace(traceparent) };
    await recordFact(store, fact, moment, { record });
    const named = faults.map(({ field, code }) => `${field} ${code}`);
    if (named.length > 0) log(logs.heldBack, { caseNumber, stage, turn, faults: named });
  };

  /** Each of these steps can be taken again; the message stays until all of them have been. */
  const received = async (event: RatingEvent) => {
    const { subject, data, traceparent } = event;
    const recent = await store.read(ratingIdText(data), { maybeOlder: true });
    // A write that is decided on an older version is refused, and the message comes again.
    const isThere = recent && recent.version >= versionOf(event);
    const record = isThere ? recent : await store.read(ratingIdText(data));
    if (!record)
      throw new Error(`rating ${subject} was announced and cannot be read: a retry may outlast that`);
    await recount(record);
    if (await checkRating(record, deps, childTrace(traceparent))) return;
    await openComment(record, traceparent);
    await passGate(record, traceparent);
  };

  /** The day of the one that was set aside is counted anew as well. */
  const replaced = async (event: RatingEvent) => {
    const record = await store.read(ratingIdText(event.data));
    if (record?.setAside)
      await noteChangedDays(figures, { ...record, givenOn: dayOf(record.setAside.ratedAt) }, now());
    await received(event);
  };

  const changed = async ({ type, data }: RatingEvent): Promise<RatingRecord | undefined> => {
    const { caseNumber, stage, turn } = data;
    const record = await store.read(ratingIdText(data));
    if (record) await recount(record);
    log(logs.changed, { caseNumber, stage, turn, after: type });
    return record;
  };

  const counts = async (event: RatingEvent) => {
    const record = await changed(event);
    if (!record) return;
    await openComment(record, event.traceparent);
    await passGate(record, event.traceparent);
  };

  /** A rating that will never count does not speak to the public either. */
  const neverCounts = async (event: RatingEvent) => {
    const record = await changed(event);
    const around = { now: now(), counts: false, names: [] };
    const words = "the rating does not count";
    await changeRecord(comments, ratingIdText(event.data), (known) =>
      happens(known, "withhold", { words }, around, childTrace(event.traceparent)),
    );
    if (record) await passGate(record, event.traceparent);
  };

  /** The work order of a bad rating ended: the rater may say once more how it is now (追评). */
  const rectified = async ({ data, time, traceparent }: RectificationEvent) => {
    const { caseNumber, stage, outcome } = data;
    const id = { caseNumber, stage, turn: "first" } as const;
    const moment = { now: now(), traceparent: childTrace(traceparent) };
    if (!outcome) throw new Error(`a work order of ${ratingIdText(id)} was closed without an outcome`);
    const recorded = await recordFact(store, { ...id, kind: "rectified", outcome, at: time }, moment);
    if (!("record" in recorded))
      throw new Error(`a work order of ${ratingIdText(id)} was closed, and the rating does not show`);
    await recount(recorded.record);
    log(logs.rectified, { caseNumber, stage, outcome });
  };

  /** A call that nobody took leaves the work order open: it is made when the order goes on. */
  const calledBack = async ({ data, time, traceparent }: RectificationEvent) => {
    const { caseNumber, stage, state } = data;
    if (state === "opened") return;
    const id = { caseNumber, stage, turn: "first" } as const;
    const moment = { now: now(), traceparent: childTrace(traceparent) };
    const recorded = await recordFact(store, { ...id, kind: "calledBack", at: time }, moment);
    if (!("record" in recorded))
      throw new Error(`a rater of ${ratingIdText(id)} was called back, and the rating does not show`);
    await recount(recorded.record);
    log(logs.calledBack, { caseNumber, stage });
  };

  const voided = async ({ data: { caseNumber, stage }, traceparent }: RectificationEvent) => {
    const fact = { caseNumber, stage, turn: "first", kind: "voided" } as const;
    const moment = { now: now(), traceparent: childTrace(traceparent) };
    const { outcome } = await recordFact(store, fact, moment);
    log(logs.voided, { caseNumber, stage, outcome });
  };

  return followEvents(follows, {
    received,
    replaced,
    quarantined: async (event) => {
      const record = await changed(event);
      if (record) await passGate(record, event.traceparent);
    },
    released: counts,
    dismissed: neverCounts,
    voided: neverCounts,
    calledBack,
    closed: rectified,
    appealUpheld: voided,
  });
}
