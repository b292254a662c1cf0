import { nonEmpty, readEnv } from "#shared/kernel/aws/env.ts";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { dynamodbLicenceStore } from "#shared/licences/dynamodb-licence-store.ts";
import { sm2Signer } from "#shared/licences/signing.ts";
import { licencesApi } from "./licences.ts";

const env = readEnv({ LICENCES_TABLE: nonEmpty, LICENCE_KEY_SECRET: nonEmpty, PAGES_URL: nonEmpty });

export const handler = httpApi(
  licencesApi({
    store: dynamodbLicenceStore(env.LICENCES_TABLE),
    signer: sm2Signer(secretTexts(env.LICENCE_KEY_SECRET)),
    pagesUrl: env.PAGES_URL,
    now: systemClock,
  }),
);
