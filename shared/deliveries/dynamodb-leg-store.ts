import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { batchGetLimit } from "#shared/kernel/aws/batch-get.ts";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { listing } from "#shared/kernel/aws/listing.ts";
import { putVersion } from "#shared/kernel/aws/put-version.ts";
import type { Leg } from "./leg.ts";
import { caseKeyOf, fromItem, legKeyOf, toItem, waybillKeyOf } from "./leg-item.ts";
import { byRequest, type LegStore } from "./leg-store.ts";

const indexEntrySchema = z.object({ legId: z.string() });

/**
 * Legs in DynamoDB: one item each, about 1 KB at the end of a usual journey. The index `byCase` needs the
 * keys only: its attributes never change, so following a leg costs no write to the index.
 */
export function dynamodbLegStore(tableName: string, client: DynamoDBDocumentClient = dynamodb()): LegStore {
  const get = async (legId: string): Promise<Leg | undefined> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: legKeyOf(legId), ConsistentRead: true }),
    );
    return Item && fromItem(Item);
  };
  // Followed soon enough by the next look, so the cheaper read does.
  const open = listing(
    client,
    tableName,
    { name: "open", hash: "openKey", range: "requestedAt" },
    { consistent: false },
  );
  return {
    get,
    write: (leg) => putVersion(client, tableName, toItem(leg), leg.version),
    async findByWaybill(carrier, waybill) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: tableName,
          IndexName: "byWaybill",
          KeyConditionExpression: "waybillKey = :waybillKey",
          ExpressionAttributeValues: { ":waybillKey": waybillKeyOf(carrier, waybill) },
          Limit: 1,
        }),
      );
      return Items[0] && indexEntrySchema.parse(Items[0]).legId;
    },

    async legsOf(caseNumber) {
      // A case has a handful of legs, far from the 1 MB of a page.
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: tableName,
          IndexName: "byCase",
          KeyConditionExpression: "caseKey = :caseKey",
          ExpressionAttributeValues: { ":caseKey": caseKeyOf(caseNumber) },
        }),
      );
      const legIds = Items.map((entry) => indexEntrySchema.parse(entry).legId);
      const legs = await Promise.all(legIds.map(get));
      return legs.filter((leg) => leg !== undefined).sort(byRequest);
    },

    async openLegs(carrier, cursor) {
      const page = await open.read(carrier, { cursor, limit: batchGetLimit });
      return { items: page.items.map(fromItem), next: page.next };
    },
  };
}
