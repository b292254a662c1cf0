import departments from "#data/departments.json" with { type: "json" };
import { nonEmpty, readEnv } from "#shared/kernel/aws/env.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { dynamodbFigureStore } from "#shared/ratings/figures/dynamodb-figure-store.ts";
import { makeFigures } from "./rating-figures.ts";

const env = readEnv({ RATINGS_TABLE: nonEmpty });

export const handler = () =>
  makeFigures({
    figures: dynamodbFigureStore(env.RATINGS_TABLE),
    departments: departments.map(({ code }) => code),
    now: systemClock,
  });
