import { casesWithPersonsOf } from "#shared/cases/public.ts";
import { catalogueItems } from "#shared/catalogue/public.ts";
import { accessesOf } from "#shared/kernel/accesses/dynamodb-accesses.ts";
import { systemMoment } from "#shared/kernel/calendar/calendar-source.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { secretsManagerKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { isOneselfBy } from "#shared/kernel/people/oneself.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { difference } from "#shared/payments/difference-record.ts";
import { parseSettings } from "#shared/payments/platform/interface.ts";
import { signedPlatform } from "#shared/payments/platform/signed-platform.ts";
import { payment } from "#shared/payments/record.ts";
import { needs } from "#shared/payments/wiring.ts";
import { standingOf } from "#shared/representations/public.ts";
import { payments } from "./payments.ts";

const env = readNeeds(needs.api);
const standing = standingOf(env);
const settings = parseSettings(env.FEE_PLATFORM);

export const handler = httpApi(
  payments({
    isOneself: isOneselfBy(env.PERSON_INDEX_SECRET),
    payments: dynamodbRecordStore(payment, env.PAYMENTS_TABLE),
    differences: dynamodbRecordStore(difference, env.PAYMENTS_TABLE),
    cases: casesWithPersonsOf(env.CASES_TABLE, standing),
    standing,
    items: catalogueItems(env.CATALOGUE_TABLE),
    platform: signedPlatform({
      settings,
      keys: secretsManagerKeys(env.MACHINE_KEYS_SECRET),
      now: systemClock,
    }),
    settings,
    ...systemMoment(env.CALENDAR_TABLE),
  }),
  { accesses: accessesOf() },
);
