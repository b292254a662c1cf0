import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { personKeys } from "#shared/kernel/people/person-keys.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { staffMember } from "#shared/staff/record.ts";
import { needs } from "#shared/staff/wiring.ts";
import { staffApi } from "./staff.ts";

const { STAFF_TABLE, PERSON_INDEX_SECRET } = readNeeds(needs.api);

export const handler = httpApi(
  staffApi({
    store: dynamodbRecordStore(staffMember, STAFF_TABLE),
    people: personKeys(secretTexts(PERSON_INDEX_SECRET)),
    now: systemClock,
  }),
);
