import { type CaseEvent, caseEvents } from "#events/case.ts";
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
import { isReceived, isValid, ratingIdText } from "#shared/ratings/rating.ts";
import type { RatingRecord } from "#shared/ratings/record.ts";
import { recordFact } from "#shared/ratings/record-fact.ts";
import { type CaseStage, invitingEventNames, invitingEvents } from "#shared/ratings/stages.ts";
import { type JudgeDeps, judge } from "./judge.ts";

export type FollowDeps = JudgeDeps & {
  figures: Pick<FigureStore, "noteChanged">;
  comments: Pick<CommentStore, "read" | "write">;
};

const logs = defineLogs("ratingIntake", {
  invited: { level: "info", text: "a stage of a case can be rated" },
  rectified: { level: "info", text: "a bad rating was put right, and can be followed by another" },
  voided: { level: "info", text: "a bad rating does not count any more: an appeal was upheld" },
  changed: { level: "info", text: "a rating counts otherwise than before" },
});

/** Follows cases, to know who may rate what, and our own ratings, to judge them. */
export function followEvents(deps: FollowDeps): MessageHandler {
  const { store, figures, comments, now } = deps;
  const happens = bySystem(comment.decide, "ratings");

  /** The figures of its days follow from its row; those that may have been made have to be made again. */
  const recount = async (record: RatingRecord | undefined) => {
    const row = record && rowOf(record);
    const department = record?.invitation?.department;
    if (row && department) await noteChangedDays(figures, department, daysIn(row), now());
  };

  const invite = (stages: readonly CaseStage[]) => async (event: CaseEvent) => {
    const { caseNumber, applicantId, department, itemCode, parent } = event.data;
    // A joint matter is rated as a whole (一事一评).
    if (parent) return;
    for (const stage of stages) {
      const id = { caseNumber, stage, turn: "first" } as const;
      const invitation = { applicantId, department, itemCode, since: event.time };
      const recorded = await recordFact(
        store,
        { ...id, kind: "invited", invitation },
        { now: now(), traceparent: childTrace(event.traceparent) },
        // Few devices are faster than their case's event.
        { record: undefined },
      );
      if ("record" in recorded) await recount(recorded.record);
      log(logs.invited, { caseNumber, stage, outcome: recorded.outcome });
    }
  };

  /** A comment of a rating that counts waits for its review; it is the same one however often it is told. */
  const openComment = async ({ data, traceparent }: RatingEvent) => {
    const record = await store.read(ratingIdText(data));
    if (isReceived(record) && record.rating.comment && isValid(record))
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
    if (!isReceived(record))
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
    const first = await store.read(ratingIdText(id));
    if (!isReceived(first) || !outcome)
      throw new Error(`a work order of ${ratingIdText(id)} was closed, and the rating does not show`);
    await recordFact(store, { ...id, kind: "rectified", outcome }, moment);
    const invitation = { ...first.invitation, since: time };
    await recordFact(store, { ...id, turn: "followUp", kind: "invited", invitation }, moment);
    await recount(await store.read(ratingIdText(id)));
    log(logs.rectified, { caseNumber, stage, outcome });
  };

  const voided = async ({ data: { caseNumber, stage }, traceparent }: RectificationEvent) => {
    const fact = { caseNumber, stage, turn: "first", kind: "voided" } as const;
    const moment = { now: now(), traceparent: childTrace(traceparent) };
    const { outcome } = await recordFact(store, fact, moment);
    log(logs.voided, { caseNumber, stage, outcome });
  };

  return eventHandler([
    ...invitingEventNames.map((name) => on(caseEvents[name], invite(invitingEvents[name]))),
    on(ratingEvents.received, received),
    on(ratingEvents.setApart, changed),
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
