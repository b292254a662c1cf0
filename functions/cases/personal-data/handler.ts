import { dynamodbCaseStore } from "#shared/cases/dynamodb-case-store.ts";
import { dynamodbPersonAccess } from "#shared/cases/dynamodb-person-access.ts";
import { personIndex } from "#shared/cases/person-index.ts";
import { needs } from "#shared/cases/wiring.ts";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { standingOf } from "#shared/representations/public.ts";
import { personalDataApi } from "./personal-data.ts";

const env = readNeeds(needs.personalData);

export const handler = httpApi(
  personalDataApi({
    store: dynamodbCaseStore(env.CASES_TABLE),
    access: dynamodbPersonAccess(env.CASES_TABLE),
    index: personIndex(secretTexts(env.PERSON_INDEX_SECRET)),
    standing: standingOf(env),
    now: systemClock,
  }),
);
