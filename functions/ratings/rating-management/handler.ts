import { accessesOf } from "#shared/kernel/accesses/dynamodb-accesses.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { secretsManagerKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { nationalIn, ratingsIn } from "#shared/ratings/dynamodb-ratings.ts";
import { needs } from "#shared/ratings/wiring.ts";
import { ratingManagement } from "./rating-management.ts";

const env = readNeeds(needs.management);
const keys = secretsManagerKeys(env.MACHINE_KEYS_SECRET);

const accesses = accessesOf();

export const handler = httpApi(ratingManagement({ ...ratingsIn(env), ...nationalIn(env), keys, accesses }), {
  accesses,
});
