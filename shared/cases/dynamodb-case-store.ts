import { type DynamoDBDocumentClient, QueryCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { batchGet, batchGetLimit } from "#shared/kernel/aws/batch-get.ts";
import {
  dynamodb,
  isTransactionConditionFailure,
  isTransactionConflict,
} from "#shared/kernel/aws/dynamodb.ts";
import { nextVersion, putIf } from "#shared/kernel/aws/put-version.ts";
import { headKey } from "#shared/kernel/messaging/outbox.ts";
import type { CaseForm, CaseHead } from "./case.ts";
import type { CaseStore, IndexedPerson } from "./case-store.ts";
import { dynamodbCaseReader, formKey, personKey } from "./dynamodb-case-reader.ts";
import { applicantPartition, casePartition, fromItem, toItem } from "./head-item.ts";

/** One BatchGetItem a page, and so many pages at the most in one call. */
const worklistPage = batchGetLimit;
const worklistPages = 5;

const conflictAttempts = 6;

const formItem = (caseNumber: string, form: CaseForm) => ({
  pk: casePartition(caseNumber),
  sk: formKey(form.revision),
  ...form,
});

const personItem = ({ caseNumber, submittedAt }: CaseHead, { person, keys, expiresAt }: IndexedPerson) => ({
  pk: casePartition(caseNumber),
  sk: personKey,
  person,
  submittedKey: submittedAt,
  ...keys,
  ...(expiresAt !== undefined && { expiresAt }),
});

export function dynamodbCaseStore(table: string, db: DynamoDBDocumentClient = dynamodb()): CaseStore {
  /** HEADs in the order of the numbers. */
  const heads = async (numbers: string[]): Promise<CaseHead[]> => {
    const keys = numbers.map((number) => ({ pk: casePartition(number), sk: headKey }));
    const found = new Map<string, CaseHead>();
    for (const head of (await batchGet(db, table, keys)).map(fromItem)) found.set(head.caseNumber, head);
    return numbers.flatMap((number) => found.get(number) ?? []);
  };

  return {
    async create(head, form, person) {
      const put = (Item: Record<string, unknown>, extra = {}) => ({
        Put: { TableName: table, Item, ...extra },
      });
      const write = () =>
        db.send(
          new TransactWriteCommand({
            TransactItems: [
              put(toItem(head), { ConditionExpression: "attribute_not_exists(pk)" }),
              put(formItem(head.caseNumber, form)),
              put(personItem(head, person)),
            ],
          }),
        );
      for (let attempt = 1; ; attempt += 1) {
        try {
          await write();
          return "created";
        } catch (error) {
          if (isTransactionConditionFailure(error)) return "exists";
          // Two tries of one submission at once: the other may yet fail, so it is not said to exist.
          if (!isTransactionConflict(error) || attempt === conflictAttempts) throw error;
          await new Promise((resolve) => setTimeout(resolve, 20 * 2 ** attempt * (0.5 + Math.random())));
        }
      }
    },

    async replace(next, { form, person } = {}) {
      const put = nextVersion(table, toItem(next), next.version);
      const beside = [
        ...(form ? [formItem(next.caseNumber, form)] : []),
        ...(person ? [personItem(next, person)] : []),
      ].map((Item) => ({ Put: { TableName: table, Item } }));
      try {
        if (beside.length === 0) return (await putIf(db, put)) ? "replaced" : "stale";
        await db.send(new TransactWriteCommand({ TransactItems: [{ Put: put }, ...beside] }));
        return "replaced";
      } catch (error) {
        // Told as stale after a conflict too, the command is decided anew on what is there then.
        if (isTransactionConditionFailure(error) || isTransactionConflict(error)) return "stale";
        throw error;
      }
    },

    ...dynamodbCaseReader(table, db),

    async byApplicant(applicantId, cursor, limit) {
      const applicantKey = applicantPartition(applicantId);
      const { Items = [], LastEvaluatedKey } = await db.send(
        new QueryCommand({
          TableName: table,
          IndexName: "byApplicant",
          KeyConditionExpression: "applicantKey = :key",
          ExpressionAttributeValues: { ":key": applicantKey },
          ScanIndexForward: false,
          Limit: limit,
          // The partition comes from the caller, never from the cursor: nobody pages through another's cases.
          ...(cursor?.pk &&
            cursor.submittedKey && {
              ExclusiveStartKey: {
                pk: cursor.pk,
                sk: headKey,
                submittedKey: cursor.submittedKey,
                applicantKey,
              },
            }),
        }),
      );
      return {
        items: await heads(Items.map((item) => String(item.pk).slice("CASE#".length))),
        next: LastEvaluatedKey && {
          pk: String(LastEvaluatedKey.pk),
          submittedKey: String(LastEvaluatedKey.submittedKey),
        },
      };
    },

    async toLookAt(department, { now, edition, cursor }) {
      const { Items = [], LastEvaluatedKey } = await db.send(
        new QueryCommand({
          TableName: table,
          IndexName: "worklist",
          KeyConditionExpression: "worklistKey = :department",
          FilterExpression:
            "lookAt <= :now OR (attribute_exists(provisionalIn) AND provisionalIn <> :edition)",
          ExpressionAttributeValues: { ":department": department, ":now": now, ":edition": edition },
          ...(cursor?.pk && {
            ExclusiveStartKey: {
              pk: cursor.pk,
              sk: headKey,
              worklistSort: cursor.worklistSort,
              worklistKey: department,
            },
          }),
        }),
      );
      return {
        caseNumbers: Items.map((item) => String(item.pk).slice("CASE#".length)),
        next: LastEvaluatedKey && {
          pk: String(LastEvaluatedKey.pk),
          worklistSort: String(LastEvaluatedKey.worklistSort),
        },
      };
    },

    async worklist(department, states, { cursor, limit }) {
      const items: CaseHead[] = [];
      let after = cursor?.after;
      for (let read = 0; read < worklistPages; read += 1) {
        const { Items = [] } = await db.send(
          new QueryCommand({
            TableName: table,
            IndexName: "worklist",
            KeyConditionExpression: "worklistKey = :department AND worklistSort > :after",
            ExpressionAttributeValues: {
              ":department": department,
              // A space sorts before all that a sort key holds.
              ":after": after ?? " ",
            },
            Limit: worklistPage,
          }),
        );
        const sortOf = new Map(
          Items.map((item) => [String(item.pk).slice("CASE#".length), String(item.worklistSort)]),
        );
        for (const head of await heads([...sortOf.keys()])) {
          if (states.includes(head.state)) items.push(head);
          after = sortOf.get(head.caseNumber);
          if (items.length === limit) return { items, next: after ? { after } : undefined };
        }
        if (Items.length < worklistPage) return { items, next: undefined };
      }
      return { items, next: after ? { after } : undefined };
    },
  };
}
