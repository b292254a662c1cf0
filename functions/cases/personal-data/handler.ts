import { dynamodbCaseStore } from "#shared/cases/dynamodb-case-store.ts";
import { dynamodbPersonAccess } from "#shared/cases/dynamodb-person-access.ts";
import { personIndex } from "#shared/cases/person-index.ts";
import { nonEmpty, readEnv } from "#shared/kernel/aws/env.ts";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { personalDataApi } from "./personal-data.ts";

const env = readEnv({ CASES_TABLE: nonEmpty, PERSON_INDEX_SECRET: nonEmpty });

export const handler = httpApi(
  personalDataApi({
    store: dynamodbCaseStore(env.CASES_TABLE),
    access: dynamodbPersonAccess(env.CASES_TABLE),
    index: personIndex(secretTexts(env.PERSON_INDEX_SECRET)),
    now: systemClock,
  }),
);
