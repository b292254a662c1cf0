import { casesOf } from "#shared/cases/public.ts";
import { commitment } from "#shared/commitments/record.ts";
import { needs } from "#shared/commitments/wiring.ts";
import { accessesOf } from "#shared/kernel/accesses/dynamodb-accesses.ts";
import { systemMoment } from "#shared/kernel/calendar/calendar-source.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { isOneselfBy } from "#shared/kernel/people/oneself.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { standingOf } from "#shared/representations/public.ts";
import { commitments } from "./commitments.ts";

const env = readNeeds(needs.api);

export const handler = httpApi(
  commitments({
    isOneself: isOneselfBy(env.PERSON_INDEX_SECRET),
    store: dynamodbRecordStore(commitment, env.COMMITMENTS_TABLE),
    cases: casesOf(env.CASES_TABLE, undefined, standingOf(env)),
    ...systemMoment(env.CALENDAR_TABLE),
  }),
  { accesses: accessesOf() },
);
