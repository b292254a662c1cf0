import { casesOf } from "#shared/cases/public.ts";
import { catalogueItems } from "#shared/catalogue/public.ts";
import { nonEmpty, readEnv } from "#shared/kernel/aws/env.ts";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { dynamodbLicenceStore } from "#shared/licences/dynamodb-licence-store.ts";
import { sm2Signer } from "#shared/licences/signing.ts";
import { licenceIssuing } from "./licence-issuing.ts";

const env = readEnv({
  LICENCES_TABLE: nonEmpty,
  CASES_TABLE: nonEmpty,
  CATALOGUE_TABLE: nonEmpty,
  LICENCE_KEY_SECRET: nonEmpty,
  DEAD_LETTER_QUEUE_URL: nonEmpty,
});

export const handler = queueConsumer(
  licenceIssuing({
    store: dynamodbLicenceStore(env.LICENCES_TABLE),
    cases: casesOf(env.CASES_TABLE),
    items: catalogueItems(env.CATALOGUE_TABLE),
    signer: sm2Signer(secretTexts(env.LICENCE_KEY_SECRET)),
  }),
  env.DEAD_LETTER_QUEUE_URL,
);
