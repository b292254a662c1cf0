import { nonEmpty, readEnv } from "#shared/kernel/aws/env.ts";
import { calendarOf } from "#shared/kernel/calendar/calendar-source.ts";
import { dynamodbOrderStore } from "#shared/rectifications/order-store.ts";
import { rectificationPolicy } from "#shared/rectifications/policy.ts";
import { escalateOverdue } from "./rectification-deadlines.ts";

const env = readEnv({ RECTIFICATIONS_TABLE: nonEmpty, CALENDAR_TABLE: nonEmpty });
const deps = {
  store: dynamodbOrderStore(env.RECTIFICATIONS_TABLE),
  calendar: calendarOf(env.CALENDAR_TABLE),
  policy: rectificationPolicy,
  now: () => new Date().toISOString(),
};

export const handler = () => escalateOverdue(deps);
