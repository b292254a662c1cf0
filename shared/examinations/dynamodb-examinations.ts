import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { type FieldCipher, noKeys } from "#shared/kernel/crypto/sealed.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import type { RecordDefinition, RecordOf } from "#shared/kernel/records/record.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { expiryAfterDays } from "#shared/kernel/records/retention.ts";
import { hearing } from "./hearings/record.ts";
import { inspection } from "./inspections/record.ts";
import { dynamodbPartyStore } from "./parties/dynamodb-party-store.ts";
import { termKey } from "./term.ts";

type Opened = RecordOf<{ openedAt: string }>;

/** A store of records that have no personal data beside them: an item of its own carries their term. */
function withTerm<Rec extends Opened>(
  definition: Pick<RecordDefinition<Rec>, "keyOf" | "idOf">,
  store: RecordStore<Rec>,
  table: string,
  personalDataDays: number,
): RecordStore<Rec> {
  return {
    ...store,
    write(record, { beside = [] } = {}) {
      if (record.version > 1) return store.write(record, { beside });
      const term = {
        TableName: table,
        Item: {
          ...definition.keyOf(definition.idOf(record)),
          sk: termKey,
          expiresAt: expiryAfterDays(record.openedAt, personalDataDays),
        },
        ConditionExpression: "attribute_not_exists(pk)",
      };
      return store.write(record, { beside: [...beside, term] });
    },
  };
}

/** Where the examinations of cases (审查程序) are kept; with a cipher also who third parties are. */
export function dynamodbExaminations(
  {
    EXAMINATIONS_TABLE: table,
    PERSONAL_DATA_DAYS,
  }: Record<"EXAMINATIONS_TABLE" | "PERSONAL_DATA_DAYS", string>,
  cipher: FieldCipher = noKeys,
  db: DynamoDBDocumentClient = dynamodb(),
) {
  const days = Number(PERSONAL_DATA_DAYS);
  return {
    inspections: withTerm(inspection, dynamodbRecordStore(inspection, table, db), table, days),
    hearings: withTerm(hearing, dynamodbRecordStore(hearing, table, db), table, days),
    parties: dynamodbPartyStore(table, days, db, cipher),
  };
}
