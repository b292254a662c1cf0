import { casesWithPersonsOf } from "#shared/cases/public.ts";
import { catalogueItems } from "#shared/catalogue/public.ts";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { personKeys } from "#shared/kernel/people/person-keys.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { licence } from "#shared/licences/record.ts";
import { sm2Signer } from "#shared/licences/signing.ts";
import { needs } from "#shared/licences/wiring.ts";
import { licenceIssuing } from "./licence-issuing.ts";

const env = readNeeds(needs.issuing);

export const handler = queueConsumer(
  licenceIssuing({
    store: dynamodbRecordStore(licence, env.LICENCES_TABLE, undefined, environmentCipher),
    cases: casesWithPersonsOf(env.CASES_TABLE),
    items: catalogueItems(env.CATALOGUE_TABLE),
    keys: personKeys(secretTexts(env.PERSON_INDEX_SECRET)),
    signer: sm2Signer(secretTexts(env.LICENCE_KEY_SECRET)),
  }),
  env.DEAD_LETTER_QUEUE_URL,
);
