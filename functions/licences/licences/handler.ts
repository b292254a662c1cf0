import { accessesOf } from "#shared/kernel/accesses/dynamodb-accesses.ts";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { dynamodbLicenceUses } from "#shared/licences/dynamodb-licence-uses.ts";
import { licence } from "#shared/licences/record.ts";
import { sm2Signer } from "#shared/licences/signing.ts";
import { needs } from "#shared/licences/wiring.ts";
import { standingOf } from "#shared/representations/public.ts";
import { licencesApi } from "./licences.ts";

const env = readNeeds(needs.api);

export const handler = httpApi(
  licencesApi({
    store: dynamodbRecordStore(licence, env.LICENCES_TABLE, undefined, environmentCipher),
    uses: dynamodbLicenceUses(env.LICENCES_TABLE),
    signer: sm2Signer(secretTexts(env.LICENCE_KEY_SECRET)),
    standing: standingOf(env),
    pagesUrl: env.PAGES_URL,
    now: systemClock,
  }),
  { accesses: accessesOf() },
);
