import { ratingLists, rowIndexes } from "#shared/ratings/rating-item.ts";

/** The indexes of the ratings' table, as infra/stacks/records.ts makes them. */
export const ratingIndexes = {
  [ratingLists.name]: { hash: ratingLists.hash, range: ratingLists.range },
  byDay: { ...rowIndexes.byDay, projects: ["row"] },
  byRatableDay: { ...rowIndexes.byRatableDay, projects: ["row"] },
};
