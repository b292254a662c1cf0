import { ratings } from "#shared/ratings/context.ts";
import { itemLists } from "#shared/ratings/lists.ts";
import { indexesOf } from "./database.ts";

/** The indexes of the ratings' table, as its context has them made. */
export const ratingIndexes = {
  [itemLists.name]: { hash: itemLists.hash, range: itemLists.range },
  ...Object.assign({}, ...ratings.records.map(indexesOf)),
};
