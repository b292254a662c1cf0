import { casesOf } from "#shared/cases/public.ts";
import { accessesOf } from "#shared/kernel/accesses/dynamodb-accesses.ts";
import { systemMoment } from "#shared/kernel/calendar/calendar-source.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { isOneselfBy } from "#shared/kernel/people/oneself.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { ratingsPublic } from "#shared/ratings/public.ts";
import { rectification } from "#shared/rectifications/record.ts";
import { needs } from "#shared/rectifications/wiring.ts";
import { standingOf } from "#shared/representations/public.ts";
import { rectifications } from "./rectifications.ts";

const env = readNeeds(needs.api);

export const handler = httpApi(
  rectifications({
    isOneself: isOneselfBy(env.PERSON_INDEX_SECRET),
    store: dynamodbRecordStore(rectification, env.RECTIFICATIONS_TABLE),
    cases: casesOf(env.CASES_TABLE),
    standing: standingOf(env),
    ratings: ratingsPublic(env.RATINGS_TABLE),
    ...systemMoment(env.CALENDAR_TABLE),
  }),
  { accesses: accessesOf() },
);
