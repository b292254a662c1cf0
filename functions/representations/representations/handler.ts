import { accessesOf } from "#shared/kernel/accesses/dynamodb-accesses.ts";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { personKeys } from "#shared/kernel/people/person-keys.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { businessLicences } from "#shared/representations/business-licence.ts";
import { representation } from "#shared/representations/record.ts";
import { needs } from "#shared/representations/wiring.ts";
import { noteLicenceService, representationsApi } from "./representations.ts";

const env = readNeeds(needs.api);

const accesses = accessesOf();

export const handler = httpApi(
  representationsApi({
    store: dynamodbRecordStore(representation, env.REPRESENTATIONS_TABLE, undefined, environmentCipher),
    keys: personKeys(secretTexts(env.PERSON_INDEX_SECRET)),
    licences: businessLicences(env.BUSINESS_LICENCE_URL, noteLicenceService),
    accesses,
    now: systemClock,
  }),
  { accesses },
);
