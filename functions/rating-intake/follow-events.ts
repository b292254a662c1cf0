import { type CaseEvent, caseEvents } from "#events/case.ts";
import { type RatingEvent, ratingEvents } from "#events/rating.ts";
import { dayOf } from "#shared/calendar/working-days.ts";
import { childTrace } from "#shared/http/trace.ts";
import { defineLogs, log } from "#shared/logging/logger.ts";
import { eventHandler, type MessageHandler, on } from "#shared/messaging/consumer.ts";
import { inTurn } from "#shared/messaging/in-turn.ts";
import type { RatingFact } from "#shared/ratings/merge.ts";
import type { RatingStore } from "#shared/ratings/rating-store.ts";
import { recordFact } from "#shared/ratings/record-fact.ts";
import { isGood } from "#shared/ratings/scales.ts";
import { type CaseStage, invitingEventNames, invitingEvents } from "#shared/ratings/stages.ts";
import type { SummaryStore } from "#shared/ratings/summary-store.ts";

export type FollowDeps = {
  store: RatingStore;
  summary: Pick<SummaryStore, "count">;
  now: () => Date;
};

const logs = defineLogs("ratingIntake", {
  invited: { level: "info", text: "a stage of a case can be rated" },
  counted: { level: "info", text: "a rating was counted" },
  rectification: { level: "info", text: "a bad rating must be looked into" },
});

/** Follows cases, to know who may rate what, and our own ratings, to count them and to act on bad ones. */
export function followEvents({ store, summary, now }: FollowDeps): MessageHandler {
  const record = (fact: RatingFact, traceparent: string) =>
    recordFact(store, fact, { now: now(), traceparent: childTrace(traceparent) });

  const invite = (stages: readonly CaseStage[]) => async (event: CaseEvent) => {
    const { caseNumber, applicantId, department, itemCode, parent } = event.data;
    // A joint matter is rated as a whole (一事一评).
    if (parent) return;
    for (const stage of stages) {
      const invitation = { applicantId, department, itemCode, since: event.time };
      const { outcome } = await record({ caseNumber, stage, kind: "invited", invitation }, event.traceparent);
      log(logs.invited, { caseNumber, stage, outcome });
    }
  };

  const openRectification = async ({ data: { caseNumber, stage }, traceparent }: RatingEvent) => {
    const { outcome } = await record({ caseNumber, stage, kind: "rectificationOpened" }, traceparent);
    // The event comes from this very record: if it does not show, something is wrong that a retry may outlast.
    if (outcome !== "recorded" && outcome !== "duplicate")
      throw new Error(`rating ${caseNumber}-${stage} told of itself and cannot be rectified: ${outcome}`);
    log(logs.rectification, { caseNumber, stage, outcome });
  };

  // Ratings of one batch are often of one department and day, and so of one counter.
  const counting = inTurn();

  /** Two writes, each of which happens once however often this runs; the message stays until both have. */
  const received = async (event: RatingEvent) => {
    const { caseNumber, stage, department, level, ratedAt } = event.data;
    if (!isGood(level)) await openRectification(event);
    const first = await counting(department, () =>
      summary.count({ caseNumber, stage, department, level, day: dayOf(ratedAt) }),
    );
    log(logs.counted, { caseNumber, stage, first });
  };

  return eventHandler([
    ...invitingEventNames.map((name) => on(caseEvents[name], invite(invitingEvents[name]))),
    on(ratingEvents.received, received),
  ]);
}
