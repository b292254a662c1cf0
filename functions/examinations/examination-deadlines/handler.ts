import { dynamodbExaminations } from "#shared/examinations/dynamodb-examinations.ts";
import { needs } from "#shared/examinations/wiring.ts";
import { systemMoment } from "#shared/kernel/calendar/calendar-source.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { sweepExaminations } from "./examination-deadlines.ts";

const env = readNeeds(needs.deadlines);
const deps = {
  ...dynamodbExaminations(env),
  ...systemMoment(env.CALENDAR_TABLE),
};

export const handler = () => sweepExaminations(deps);
