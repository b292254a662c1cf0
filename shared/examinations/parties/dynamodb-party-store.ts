import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { writeTogether } from "#shared/kernel/aws/write-together.ts";
import { type FieldCipher, noKeys, type Place } from "#shared/kernel/crypto/sealed.ts";
import { dynamodbRecordReader, dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { expiryAfterDays } from "#shared/kernel/records/retention.ts";
import { personKey } from "../term.ts";
import { type PartyReader, type PartyStore, partyPersonSchema } from "./party-person.ts";
import { interestedParty } from "./record.ts";

const itemOf = (partyId: string, sk: string) => ({ ...interestedParty.keyOf(partyId), sk });

const placeOf = (partyId: string): Place => ({
  table: interestedParty.name,
  item: `${interestedParty.keyOf(partyId).pk} ${personKey}`,
  field: "person",
});

/** For functions that only read. */
export const dynamodbPartyReader = (
  table: string,
  db: DynamoDBDocumentClient = dynamodb(),
  cipher: FieldCipher = noKeys,
): PartyReader => ({
  ...dynamodbRecordReader(interestedParty, table, db),
  async readPerson(partyId) {
    const { Item } = await db.send(
      new GetCommand({ TableName: table, Key: itemOf(partyId, personKey), ConsistentRead: true }),
    );
    return Item && partyPersonSchema.parse(await cipher.open(placeOf(partyId), Item.person));
  },
});

/** @param personalDataDays after which a person's data goes away, from when they were named */
export function dynamodbPartyStore(
  table: string,
  personalDataDays: number,
  db: DynamoDBDocumentClient = dynamodb(),
  cipher: FieldCipher = noKeys,
): PartyStore {
  const records = dynamodbRecordStore(interestedParty, table, db);

  return {
    ...records,
    readPerson: dynamodbPartyReader(table, db, cipher).readPerson,

    async write(party, { person, beside = [] } = {}) {
      if (!person) return records.write(party, { beside });
      const Item = {
        ...itemOf(party.partyId, personKey),
        person: await cipher.seal(placeOf(party.partyId), person),
        expiresAt: expiryAfterDays(party.openedAt, personalDataDays),
      };
      const puts = [await records.put(party), { TableName: table, Item }, ...beside];
      return writeTogether(
        db,
        puts.map((each) => ({ Put: each })),
      );
    },
  };
}
