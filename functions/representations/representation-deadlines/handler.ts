import { systemClock } from "#shared/kernel/clock.ts";
import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { representation } from "#shared/representations/record.ts";
import { needs } from "#shared/representations/wiring.ts";
import { expireRepresentations } from "./representation-deadlines.ts";

const { REPRESENTATIONS_TABLE } = readNeeds(needs.deadlines);
const store = dynamodbRecordStore(representation, REPRESENTATIONS_TABLE, undefined, environmentCipher);

export const handler = () => expireRepresentations({ store, now: systemClock });
