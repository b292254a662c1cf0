import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { putIf } from "#shared/kernel/aws/put-version.ts";
import type { OfficialDocumentName } from "./official-documents.ts";
import type { NumberStore, RegisteredNumber } from "./running-numbers.ts";
import { officialDocumentKinds } from "./views.ts";

const stored = z.object({
  register: z.string(),
  number: z.int().positive(),
  text: z.string(),
  caseNumber: z.string(),
  version: z.int().positive(),
  kind: z.enum(officialDocumentKinds),
  at: z.iso.datetime(),
  void: z.object({ reason: z.string(), at: z.iso.datetime(), by: z.string() }).optional(),
});

const digits = 6;
const registerKey = (register: string) => `NUMBERS#${register}`;
const place = (number: number): string => String(number).padStart(digits, "0");
const entryKey = (register: string, number: number) => ({ pk: registerKey(register), sk: place(number) });
const documentKey = ({ caseNumber, version, kind }: OfficialDocumentName) => ({
  pk: `NUMBERED#${caseNumber}`,
  sk: `${place(version)}-${kind}`,
});

/** In the documents' table, beside its records. */
export function dynamodbNumbers(TableName: string, db: DynamoDBDocumentClient = dynamodb()): NumberStore {
  const read = async (Key: { pk: string; sk: string }, maybeOlder = false) => {
    const { Item } = await db.send(new GetCommand({ TableName, Key, ConsistentRead: !maybeOlder }));
    return Item && stored.parse(Item);
  };
  const query = async (pk: string, how: Partial<QueryCommand["input"]>) => {
    const { Items = [], LastEvaluatedKey } = await db.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": pk },
        ...how,
      }),
    );
    const next = LastEvaluatedKey && { sk: String(LastEvaluatedKey.sk) };
    return { items: Items.map((item): RegisteredNumber => stored.parse(item)), next };
  };
  const newestFirst = { ScanIndexForward: false };
  const putNew = (key: { pk: string; sk: string }, number: RegisteredNumber): Promise<boolean> =>
    putIf(db, {
      TableName,
      Item: { ...key, ...number },
      ConditionExpression: "attribute_not_exists(pk)",
    });
  return {
    last: async (register) =>
      (await query(registerKey(register), { ...newestFirst, Limit: 1, ConsistentRead: true })).items[0],
    ofDocument: (document, { maybeOlder } = {}) => read(documentKey(document), maybeOlder),
    ofCase: async (caseNumber) => (await query(`NUMBERED#${caseNumber}`, {})).items,
    entry: (register, number) => read(entryKey(register, number)),
    list(register, { cursor, limit }) {
      const pk = registerKey(register);
      return query(pk, {
        ...newestFirst,
        Limit: limit,
        ...(cursor?.sk && { ExclusiveStartKey: { pk, sk: cursor.sk } }),
      });
    },
    take: (number) => putNew(entryKey(number.register, number.number), number),
    async keep(number) {
      await putNew(documentKey(number), number);
    },
    async void({ register, number, void: voided }) {
      try {
        await db.send(
          new UpdateCommand({
            TableName,
            Key: entryKey(register, number),
            UpdateExpression: "SET #void = :void",
            ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(#void)",
            ExpressionAttributeNames: { "#void": "void" },
            ExpressionAttributeValues: { ":void": voided },
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
  };
}
