import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import type { RatingDeps } from "#shared/ratings/dynamodb-ratings.ts";
import { recordFact } from "#shared/ratings/merge.ts";
import { type RatingId, ratingIdText } from "#shared/ratings/rating.ts";
import type { RatingRecord, RatingStore } from "#shared/ratings/record.ts";
import {
  bucketsOf,
  isOverThreshold,
  ratedAtOnce,
  type VelocityStore,
} from "#shared/ratings/rules/velocity.ts";
import { type CaseStage, caseStages } from "#shared/ratings/stages/stages.ts";

export type CheckRatingDeps = Pick<RatingDeps, "store" | "rules" | "now"> & { velocity: VelocityStore };

const logs = defineLogs("ratingIntake", {
  quarantined: { level: "warn", text: "a suspicious rating was quarantined" },
});

/**
 * Holds a new rating against the rules. What they have something against is quarantined, together with the
 * ratings of the same period that came before the threshold was passed: a script gets none of its ratings
 * counted, not only its last ones. Run again, it finds the same.
 * @returns whether something has been decided about it: the event that says so settles the figures
 */
export async function checkRating(
  record: RatingRecord,
  deps: CheckRatingDeps,
  traceparent: string,
): Promise<boolean> {
  if (record.standing) return true;
  const suspects = new Map<string, { id: RatingId; reasons: string[] }>();
  const suspect = (id: RatingId, reason: string): void => {
    const known = suspects.get(ratingIdText(id)) ?? { id, reasons: [] };
    suspects.set(ratingIdText(id), { id, reasons: [...known.reasons, reason] });
  };

  for (const doubt of record.rating.doubts ?? []) suspect(record, doubt);
  const best = record.rating.level === "verySatisfied";
  for (const seen of await deps.velocity.note(bucketsOf(record, deps.rules), record, best)) {
    if (!isOverThreshold(seen)) continue;
    // One that comes when the period is full does not look behind itself: the one that filled it has.
    const together = seen.full ? [] : seen.ids.filter((id) => ratingIdText(id) !== ratingIdText(record));
    for (const id of [record, ...together]) suspect(id, seen.bucket.rule.id);
  }
  for (const other of await otherStages(record, deps.store))
    if (ratedAtOnce(record, other, deps.rules))
      for (const each of [record, other]) suspect(each, "stagesAtOnce");

  for (const { id, reasons } of suspects.values()) {
    const { caseNumber, stage, turn } = id;
    const fact = { caseNumber, stage, turn, kind: "quarantined", reasons } as const;
    const { outcome } = await recordFact(deps.store, fact, { now: deps.now(), traceparent });
    log(logs.quarantined, { caseNumber, stage, turn, reasons, outcome });
  }
  return suspects.has(ratingIdText(record));
}

async function otherStages(
  { caseNumber, stage, turn }: RatingRecord,
  store: RatingStore,
): Promise<RatingRecord[]> {
  const others = caseStages.filter((other) => other !== stage);
  const read = (other: CaseStage) => store.read(ratingIdText({ caseNumber, stage: other, turn }));
  return (await Promise.all(others.map(read))).filter((record) => record !== undefined);
}
