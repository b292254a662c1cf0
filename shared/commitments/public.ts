import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { dynamodbRecordReader } from "#shared/kernel/records/dynamodb-record-store.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { type Commitment, commitment } from "./record.ts";

/** What other contexts may ask of commitments. */
export const commitmentsPublic = (
  store: Pick<RecordStore<Commitment, (typeof commitment)["indexes"]>, "list">,
) => ({
  /** The case whose commitment was found untrue, for which this account may make no further one; one query. */
  async barredBy(applicantId: string): Promise<string | undefined> {
    const { items } = await store.list("barring", applicantId, { limit: 1, newestFirst: true });
    return items[0]?.caseNumber;
  },
});
export type CommitmentsPublic = ReturnType<typeof commitmentsPublic>;

export const commitmentsOf = (table: string, db: DynamoDBDocumentClient = dynamodb()): CommitmentsPublic =>
  commitmentsPublic(dynamodbRecordReader(commitment, table, db));
