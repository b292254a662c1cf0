import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { putVersion } from "#shared/kernel/aws/put-version.ts";
import { dynamodbRecordReader } from "./dynamodb-record-reader.ts";
import type { Indexes } from "./index-definition.ts";
import type { RecordDefinition, RecordOf } from "./record.ts";
import type { RecordStore } from "./record-store.ts";

/** Records in DynamoDB, to read and to write. */
export const dynamodbRecordStore = <Rec extends RecordOf<object>, Ix extends Indexes<Rec>>(
  definition: RecordDefinition<Rec, Ix>,
  table: string,
  db: DynamoDBDocumentClient = dynamodb(),
): RecordStore<Rec, Ix> => ({
  ...dynamodbRecordReader(definition, table, db),
  write: (record) => putVersion(db, table, definition.toItem(record), record.version),
});
