import type { RatingId, RatingRecord } from "#shared/ratings/rating.ts";
import { ratingIdText } from "#shared/ratings/rating.ts";
import type { RatingStore } from "#shared/ratings/rating-store.ts";
import { talliesOf } from "./tallies.ts";
import type { TallyStore } from "./tally-store.ts";

const attempts = 8;

/**
 * Makes the counters say what the record says now. It is read again afterwards: of two that settle the same
 * record at once, whoever read the older one sees the newer version and goes on, so the newest wins.
 * @throws Error when the record kept changing; trying again later is safe
 */
export async function settleFigures(
  { store, tallies }: { store: Pick<RatingStore, "get">; tallies: Pick<TallyStore, "settle"> },
  id: RatingId,
): Promise<void> {
  let record = await store.get(id);
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if (!record) return;
    await settleRecord(record, tallies);
    const after = await store.get(id);
    if (after?.version === record.version) return;
    record = after;
  }
  throw new Error(`rating ${ratingIdText(id)} changed ${attempts} times while it was being counted`);
}

async function settleRecord(record: RatingRecord, tallies: Pick<TallyStore, "settle">): Promise<void> {
  // Before anything was decided about it, there is nothing that it could have stopped being.
  const decided = record.standing !== undefined || record.rectification !== undefined;
  for (const tally of talliesOf(record))
    if (tally.kind !== "ratable" && (tally.holds || decided)) await tallies.settle(tally);
}

/** An invitation never changes: it is counted once, with the fact that brings it. */
export async function countRatable(record: RatingRecord, tallies: Pick<TallyStore, "settle">): Promise<void> {
  for (const tally of talliesOf(record)) if (tally.kind === "ratable") await tallies.settle(tally);
}
