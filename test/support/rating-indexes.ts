import { itemLists } from "#shared/ratings/lists.ts";
import { rating } from "#shared/ratings/record.ts";
import { indexesOf } from "./database.ts";

/** The indexes of the ratings' table, as its context has them made. */
export const ratingIndexes = {
  [itemLists.name]: { hash: itemLists.hash, range: itemLists.range },
  ...indexesOf(rating),
};
