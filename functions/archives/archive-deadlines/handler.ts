import { archive } from "#shared/archives/record.ts";
import { needs } from "#shared/archives/wiring.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { archiveDue } from "./archive-deadlines.ts";

const env = readNeeds(needs.deadlines);
const deps = { store: dynamodbRecordStore(archive, env.ARCHIVES_TABLE), now: systemClock };

export const handler = () => archiveDue(deps);
