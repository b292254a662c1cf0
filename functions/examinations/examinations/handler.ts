import { casesOf } from "#shared/cases/public.ts";
import { hearing } from "#shared/examinations/hearings/record.ts";
import { inspection } from "#shared/examinations/inspections/record.ts";
import { dynamodbPartyStore } from "#shared/examinations/parties/dynamodb-party-store.ts";
import { needs } from "#shared/examinations/wiring.ts";
import { accessesOf } from "#shared/kernel/accesses/dynamodb-accesses.ts";
import { systemMoment } from "#shared/kernel/calendar/calendar-source.ts";
import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { standingOf } from "#shared/representations/public.ts";
import { examinations } from "./examinations.ts";

const env = readNeeds(needs.api);

const accesses = accessesOf();

export const handler = httpApi(
  examinations({
    inspections: dynamodbRecordStore(inspection, env.EXAMINATIONS_TABLE),
    hearings: dynamodbRecordStore(hearing, env.EXAMINATIONS_TABLE),
    parties: dynamodbPartyStore(
      env.EXAMINATIONS_TABLE,
      Number(env.PERSONAL_DATA_DAYS),
      undefined,
      environmentCipher,
    ),
    cases: casesOf(env.CASES_TABLE, undefined, standingOf(env)),
    accesses,
    ...systemMoment(env.CALENDAR_TABLE),
  }),
  { accesses },
);
