import { systemClock } from "#shared/kernel/clock.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { staffMember } from "#shared/staff/record.ts";
import { needs } from "#shared/staff/wiring.ts";
import { staffApi } from "./staff.ts";

const { STAFF_TABLE } = readNeeds(needs.api);

export const handler = httpApi(
  staffApi({ store: dynamodbRecordStore(staffMember, STAFF_TABLE), now: systemClock }),
);
