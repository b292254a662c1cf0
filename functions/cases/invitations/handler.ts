import { dynamodbCases } from "#shared/cases/dynamodb-case-store.ts";
import { dynamodbPersonSearch } from "#shared/cases/dynamodb-person-search.ts";
import { personIndex } from "#shared/cases/person-index.ts";
import { needs } from "#shared/cases/wiring.ts";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { invitationsApi } from "./invitations.ts";

const env = readNeeds(needs.invitations);

export const handler = httpApi(
  invitationsApi({
    ...dynamodbCases(env, environmentCipher),
    access: dynamodbPersonSearch(env.CASES_TABLE),
    index: personIndex(secretTexts(env.PERSON_INDEX_SECRET)),
  }),
);
