import { dynamodbCases } from "#shared/cases/dynamodb-case-store.ts";
import { needs } from "#shared/cases/wiring.ts";
import { documentsOf } from "#shared/documents/public.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { caseExaminations } from "./case-examinations.ts";

const env = readNeeds(needs.examinations);

export const handler = queueConsumer(
  caseExaminations({ ...dynamodbCases(env), documents: documentsOf(env.DOCUMENTS_TABLE) }),
  env.DEAD_LETTER_QUEUE_URL,
);
