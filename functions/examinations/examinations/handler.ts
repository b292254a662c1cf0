import { casesOf } from "#shared/cases/public.ts";
import { dynamodbExaminations } from "#shared/examinations/dynamodb-examinations.ts";
import { needs } from "#shared/examinations/wiring.ts";
import { accessesOf } from "#shared/kernel/accesses/dynamodb-accesses.ts";
import { systemMoment } from "#shared/kernel/calendar/calendar-source.ts";
import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { isOneselfBy } from "#shared/kernel/people/oneself.ts";
import { standingOf } from "#shared/representations/public.ts";
import { examinations } from "./examinations.ts";

const env = readNeeds(needs.api);

const accesses = accessesOf();

export const handler = httpApi(
  examinations({
    isOneself: isOneselfBy(env.PERSON_INDEX_SECRET),
    ...dynamodbExaminations(env, environmentCipher),
    cases: casesOf(env.CASES_TABLE, undefined, standingOf(env)),
    accesses,
    ...systemMoment(env.CALENDAR_TABLE),
  }),
  { accesses },
);
