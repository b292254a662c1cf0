import { randomUUID } from "node:crypto";
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import {
  dynamodb,
  isTransactionConditionFailure,
  isTransactionConflict,
} from "#shared/kernel/aws/dynamodb.ts";
import { nextVersion } from "#shared/kernel/aws/put-version.ts";
import { dynamodbRecordReader, dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { accessSchema, type PartyReader, type PartyStore, partyPersonSchema } from "./party-person.ts";
import { interestedParty } from "./record.ts";

const personKey = "PERSON";
const accessPrefix = "ACCESS#";
const mostAccesses = 100;
const dayMs = 86_400_000;

const itemOf = (partyId: string, sk: string) => ({ ...interestedParty.keyOf(partyId), sk });

/** For functions that only read. */
export const dynamodbPartyReader = (table: string, db: DynamoDBDocumentClient = dynamodb()): PartyReader => ({
  ...dynamodbRecordReader(interestedParty, table, db),
  async readPerson(partyId) {
    const { Item } = await db.send(
      new GetCommand({ TableName: table, Key: itemOf(partyId, personKey), ConsistentRead: true }),
    );
    return Item && partyPersonSchema.parse(Item.person);
  },
});

/** @param personalDataDays after which a person's data goes away, from when they were named */
export function dynamodbPartyStore(
  table: string,
  personalDataDays: number,
  db: DynamoDBDocumentClient = dynamodb(),
): PartyStore {
  const records = dynamodbRecordStore(interestedParty, table, db);
  const expiryOf = (openedAt: string): number =>
    Math.floor((Date.parse(openedAt) + personalDataDays * dayMs) / 1000);

  return {
    ...records,
    readPerson: dynamodbPartyReader(table, db).readPerson,

    async write(party, { person } = {}) {
      if (!person) return records.write(party);
      const Item = { ...itemOf(party.partyId, personKey), person, expiresAt: expiryOf(party.openedAt) };
      const put = nextVersion(table, interestedParty.toItem(party), party.version);
      try {
        await db.send(
          new TransactWriteCommand({ TransactItems: [{ Put: put }, { Put: { TableName: table, Item } }] }),
        );
        return true;
      } catch (error) {
        // Of another write at the same moment: decided anew on what it left.
        if (isTransactionConditionFailure(error) || isTransactionConflict(error)) return false;
        throw error;
      }
    },

    async logAccess(partyId, access) {
      // Two looks in one millisecond are two looks.
      const sk = `${accessPrefix}${access.at}#${randomUUID().slice(0, 8)}`;
      await db.send(new PutCommand({ TableName: table, Item: { ...itemOf(partyId, sk), ...access } }));
    },

    async accesses(partyId) {
      const { pk } = interestedParty.keyOf(partyId);
      const { Items = [] } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
          ExpressionAttributeValues: { ":pk": pk, ":prefix": accessPrefix },
          ScanIndexForward: false,
          Limit: mostAccesses,
        }),
      );
      return Items.map(({ pk: _pk, sk: _sk, ...access }) => accessSchema.parse(access));
    },
  };
}
