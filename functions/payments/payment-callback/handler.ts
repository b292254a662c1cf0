import { systemMoment } from "#shared/kernel/calendar/calendar-source.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { secretsManagerKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { difference } from "#shared/payments/difference-record.ts";
import { parseSettings } from "#shared/payments/platform/interface.ts";
import { payment } from "#shared/payments/record.ts";
import { needs } from "#shared/payments/wiring.ts";
import { paymentCallback } from "./payment-callback.ts";

const env = readNeeds(needs.callback);

export const handler = httpApi(
  paymentCallback({
    payments: dynamodbRecordStore(payment, env.PAYMENTS_TABLE),
    differences: dynamodbRecordStore(difference, env.PAYMENTS_TABLE),
    platformId: parseSettings(env.FEE_PLATFORM).id,
    keys: secretsManagerKeys(env.MACHINE_KEYS_SECRET),
    ...systemMoment(env.CALENDAR_TABLE),
  }),
);
