import { systemClock } from "#shared/kernel/clock.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { suggestion } from "../../../shared/suggestions/record.ts";
import { needs } from "../../../shared/suggestions/wiring.ts";
import { escalateUnanswered } from "./suggestion-deadlines.ts";

const { SUGGESTIONS_TABLE } = readNeeds(needs.deadlines);
const store = dynamodbRecordStore(suggestion, SUGGESTIONS_TABLE);

export const handler = () => escalateUnanswered({ store, now: systemClock });
