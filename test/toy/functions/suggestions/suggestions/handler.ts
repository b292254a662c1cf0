import { casesOf } from "#shared/cases/public.ts";
import { calendarOf } from "#shared/kernel/calendar/calendar-source.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { suggestion } from "../../../shared/suggestions/record.ts";
import { needs } from "../../../shared/suggestions/wiring.ts";
import { suggestions } from "./suggestions.ts";

const env = readNeeds(needs.api);

export const handler = httpApi(
  suggestions({
    store: dynamodbRecordStore(suggestion, env.SUGGESTIONS_TABLE),
    cases: casesOf(env.CASES_TABLE),
    calendar: calendarOf(env.CALENDAR_TABLE),
    now: systemClock,
  }),
);
