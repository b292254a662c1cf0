import { afterAll, beforeAll, describe } from "vitest";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import type { FigureStore } from "#shared/ratings/figures/days.ts";
import { dynamodbFigureStore } from "#shared/ratings/figures/dynamodb-figure-store.ts";
import { type RatingStore, rating } from "#shared/ratings/record.ts";
import { dynamodbVelocityStore } from "#shared/ratings/rules/dynamodb-velocity-store.ts";
import type { VelocityStore } from "#shared/ratings/rules/velocity.ts";
import { startDatabase, type TestDatabase } from "./database.ts";
import { memoryCases } from "./memory-cases.ts";
import { inMemoryFigureStore } from "./memory-figure-store.ts";
import { memoryRatings } from "./memory-ratings.ts";
import { inMemoryVelocityStore } from "./memory-velocity-store.ts";
import { ratingIndexes } from "./rating-indexes.ts";

type Stores = {
  ratings: RatingStore;
  cases: ReturnType<typeof memoryCases>;
  figures: FigureStore;
  velocity: VelocityStore;
};

/** What ratings promise, with each adapter; `the` is filled once the stores are open, and they are empty then. */
export function describeRatings(tests: (the: Stores) => void): void {
  const table = "ratings";
  let database: TestDatabase;
  beforeAll(async () => {
    database = await startDatabase();
    await database.createTable(table, ratingIndexes);
  });
  afterAll(() => database.close());

  const adapters: [string, () => Stores][] = [
    [
      "in memory",
      () => {
        const ratings = memoryRatings();
        const cases = memoryCases();
        const figures = inMemoryFigureStore(ratings, cases);
        return { ratings, cases, figures, velocity: inMemoryVelocityStore() };
      },
    ],
    [
      "in DynamoDB",
      () => {
        const cases = memoryCases();
        return {
          ratings: dynamodbRecordStore(rating, table, database.db),
          cases,
          figures: dynamodbFigureStore(table, cases, database.db),
          velocity: dynamodbVelocityStore(table, database.db),
        };
      },
    ],
  ];
  describe.each(adapters)("ratings %s", (_name, open) => {
    const the = {} as Stores;
    beforeAll(() => {
      Object.assign(the, open());
    });
    tests(the);
  });
}
