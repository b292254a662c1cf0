import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { TongbanEvent } from "#events/define-event.ts";
import type { CasesPublic } from "#shared/cases/public.ts";
import type { CatalogueItems } from "#shared/catalogue/public.ts";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import type { OwedCheck } from "#shared/kernel/messaging/owed.ts";
import { dynamodbRecordReader } from "#shared/kernel/records/dynamodb-record-store.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { eventsOf } from "#shared/kernel/records/replay.ts";
import { committedTo, isDrawn } from "./decide.ts";
import { type Commitment, commitment } from "./record.ts";
import { follows } from "./wiring.ts";

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
type Asked = { cases: Pick<CasesPublic, "recordOf">; items: Pick<CatalogueItems, "version"> };

/** Whether the checks of decisions that relied on commitments were opened. */
export function commitmentsOwed(table: string, { cases, items }: Asked): OwedCheck {
  const { read } = dynamodbRecordReader(commitment, table);
  return {
    follows,
    async missing({ data: { caseNumber, itemCode, itemVersion } }) {
      const item = (await items.version(itemCode, itemVersion))?.item;
      if (!item?.commitment || !isDrawn(caseNumber, item.commitment.check)) return [];
      const record = await cases.recordOf(caseNumber);
      if (!record || committedTo(record, item).length === 0) return [];
      return (await read(caseNumber)) ? [] : ["check of a commitment"];
    },
  };
}

/** What the check of a case's commitments came to, step by step. */
export function commitmentSteps(table: string) {
  const { read, history } = dynamodbRecordReader(commitment, table);
  return async (caseNumber: string): Promise<TongbanEvent[]> => {
    const found = await read(caseNumber, { maybeOlder: true });
    return found ? eventsOf(commitment, { history }, found) : [];
  };
}
/** Cases whose commitments somebody did something with on that day in Shanghai, long after the case perhaps. */
export function commitmentsChangedOn(table: string) {
  const { between } = dynamodbRecordReader(commitment, table);
  return async (day: string): Promise<string[]> =>
    (await between("byChange", day, "", "~")).map(({ caseNumber }) => caseNumber);
}

export type CommitmentsPublic = ReturnType<typeof commitmentsPublic>;

export const commitmentsOf = (table: string, db: DynamoDBDocumentClient = dynamodb()): CommitmentsPublic =>
  commitmentsPublic(dynamodbRecordReader(commitment, table, db));
