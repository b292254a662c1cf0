import departments from "#district/departments.json" with { type: "json" };
import { casesOf } from "#shared/cases/public.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbFigureStore } from "#shared/ratings/figures/dynamodb-figure-store.ts";
import { needs } from "#shared/ratings/wiring.ts";
import { makeFigures } from "./rating-figures.ts";

const env = readNeeds(needs.figures);

export const handler = () =>
  makeFigures({
    figures: dynamodbFigureStore(env.RATINGS_TABLE, casesOf(env.CASES_TABLE)),
    departments: departments.map(({ code }) => code),
    now: systemClock,
  });
