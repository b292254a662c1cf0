import { type RatingEvent, ratingEvents } from "#events/rating.ts";
import { type RectificationEvent, rectificationEvents } from "#events/rectification.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { bySystem } from "#shared/kernel/lifecycle/decide.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { eventHandler, type MessageHandler, on } from "#shared/kernel/messaging/consumer.ts";
import { changeRecord } from "#shared/kernel/records/record-store.ts";
import type { CommentStore } from "#shared/ratings/comments/comments.ts";
import * as comment from "#shared/ratings/comments/decide.ts";
import { noteChangedDays } from "#shared/ratings/figures/days.ts";
import type { FigureStore } from "#shared/ratings/figures/figure-store.ts";
import { daysIn, rowOf } from "#shared/ratings/figures/rows.ts";
import { recordFact } from "#shared/ratings/merge.ts";
import { isValid, ratingIdText } from "#shared/ratings/rating.ts";
import type { RatingRecord } from "#shared/ratings/record.ts";
import { type JudgeDeps, judge } from "./judge.ts";

export type FollowDeps = JudgeDeps & {
  figures: Pick<FigureStore, "noteChanged">;
  comments: Pick<CommentStore, "read" | "write">;
};

const logs = defineLogs("ratingIntake", {
  rectified: { level: "info", text: "a bad rating was put right, and can be followed by another" },
  voided: { level: "info", text: "a bad rating does not count any more: an appeal was upheld" },
  changed: { level: "info", text: "a rating counts otherwise than before" },
});

/** Follows our own ratings, to judge them, and what became of the bad ones. */
export function followEvents(deps: FollowDeps): MessageHandler {
  const { store, figures, comments, now } = deps;
  const happens = bySystem(comment.decide, "ratings");

  /** The figures of its days follow from its row; those that may have been made have to be made again. */
  const recount = async (record: RatingRecord | undefined) => {
    if (record) await noteChangedDays(figures, record.invitation.department, daysIn(rowOf(record)), now());
  };

  /** A comment of a rating that counts waits for its review; it is the same one however often it is told. */
  const openComment = async ({ data, traceparent }: RatingEvent) => {
    const record = await store.read(ratingIdText(data));
    if (record?.rating.comment && isValid(record))
      await comments.write(comment.openComment(record, { at: now(), trace: childTrace(traceparent) }));
  };

  /** A rating that will never count does not speak to the public either. */
  const withdrawComment = async ({ data, traceparent }: RatingEvent) => {
    const around = { now: now(), counts: false, names: [] };
    await changeRecord(comments, ratingIdText(data), (known) =>
      happens(known, "withhold", { words: "the rating does not count" }, around, childTrace(traceparent)),
    );
  };

  const changed = async ({ type, data: { caseNumber, stage, turn } }: RatingEvent) => {
    await recount(await store.read(ratingIdText({ caseNumber, stage, turn })));
    log(logs.changed, { caseNumber, stage, turn, after: type });
  };

  /** Each of these steps can be taken again; the message stays until all of them have been. */
  const received = async (event: RatingEvent) => {
    const record = await store.read(ratingIdText(event.data));
    if (!record)
      throw new Error(`rating ${event.subject} told of itself and does not show: a retry may outlast that`);
    await recount(record);
    if (await judge(record, deps, childTrace(event.traceparent))) return;
    if (record.rating.comment) await openComment(event);
  };

  const neverCounts = async (event: RatingEvent) => {
    await changed(event);
    await withdrawComment(event);
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

  const voided = async ({ data: { caseNumber, stage }, traceparent }: RectificationEvent) => {
    const fact = { caseNumber, stage, turn: "first", kind: "voided" } as const;
    const moment = { now: now(), traceparent: childTrace(traceparent) };
    const { outcome } = await recordFact(store, fact, moment);
    log(logs.voided, { caseNumber, stage, outcome });
  };

  return eventHandler([
    on(ratingEvents.received, received),
    on(ratingEvents.quarantined, changed),
    on(ratingEvents.released, async (event) => {
      await changed(event);
      await openComment(event);
    }),
    on(ratingEvents.dismissed, neverCounts),
    on(ratingEvents.voided, neverCounts),
    on(rectificationEvents.closed, rectified),
    on(rectificationEvents.appealUpheld, voided),
  ]);
}
