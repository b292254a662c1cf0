import { dynamodbOpenedMarks } from "#shared/archives/dynamodb-opened-marks.ts";
import { packageLinks } from "#shared/archives/package-links-store.ts";
import { archive } from "#shared/archives/record.ts";
import { needs } from "#shared/archives/wiring.ts";
import { closedCasesOf } from "#shared/cases/public.ts";
import { accessesOf } from "#shared/kernel/accesses/dynamodb-accesses.ts";
import { calendarOf } from "#shared/kernel/calendar/calendar-source.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { isOneselfBy } from "#shared/kernel/people/oneself.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { archives } from "./archives.ts";

const env = readNeeds(needs.api);

export const handler = httpApi(
  archives({
    isOneself: isOneselfBy(env.PERSON_INDEX_SECRET),
    store: dynamodbRecordStore(archive, env.ARCHIVES_TABLE),
    cases: closedCasesOf(env.CASES_TABLE),
    opened: dynamodbOpenedMarks(env.ARCHIVES_TABLE),
    calendar: calendarOf(env.CALENDAR_TABLE),
    packages: packageLinks(env.PACKAGES_BUCKET),
    now: systemClock,
  }),
  { accesses: accessesOf() },
);
