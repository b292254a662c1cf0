import { ratings } from "#shared/ratings/context.ts";
import { indexesOf } from "./database.ts";

/** The indexes of the ratings' table, as its context has them made. */
export const ratingIndexes: ReturnType<typeof indexesOf> = Object.assign(
  {},
  ...ratings.records.map(indexesOf),
);
