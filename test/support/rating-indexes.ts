import { itemLists } from "#shared/ratings/lists.ts";
import { rating } from "#shared/ratings/record.ts";

const ofRecords = Object.entries(rating.indexes).map(([name, index]) => [
  name,
  {
    hash: index.key,
    range: index.sort,
    ...("projects" in index && { projects: [...index.projects] }),
  },
]);

/** The indexes of the ratings' table, as its context has them made. */
export const ratingIndexes = {
  [itemLists.name]: { hash: itemLists.hash, range: itemLists.range },
  ...Object.fromEntries(ofRecords),
};
