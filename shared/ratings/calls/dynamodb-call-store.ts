import { type DynamoDBDocumentClient, GetCommand, PutCommand, paginateQuery } from "@aws-sdk/lib-dynamodb";
import { dynamodb, isConditionFailure } from "#shared/kernel/aws/dynamodb.ts";
import { listing } from "#shared/kernel/aws/listing.ts";
import { putVersion } from "#shared/kernel/aws/put-version.ts";
import { itemLists } from "#shared/ratings/lists.ts";
import { type Call, type CallStore, callSchema, drawSchema } from "./calls.ts";

const partition = (drawId: string): string => `DRAW#${drawId}`;
const drawKey = (drawId: string) => ({ pk: partition(drawId), sk: "DRAW" });
const callKey = ({ drawId, caseNumber }: Pick<Call, "drawId" | "caseNumber">) => ({
  pk: partition(drawId),
  sk: `CALL#${caseNumber}`,
});
const drawsList = "DRAWS";

type Item = Record<string, unknown>;
const parseDraw = ({ pk: _pk, sk: _sk, listKey: _key, listSort: _sort, cases: _cases, ...draw }: Item) =>
  drawSchema.parse(draw);
const parseCall = ({ pk: _pk, sk: _sk, ...call }: Item) => callSchema.parse(call);

/** Draws in DynamoDB: an item for the draw with its cases in order, and one for each call. */
export function dynamodbCallStore(tableName: string, client: DynamoDBDocumentClient = dynamodb()): CallStore {
  const read = async (Key: Record<string, string>): Promise<Item | undefined> =>
    (await client.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }))).Item;

  /** The draw is kept after its calls, so what a crash leaves is completed the next time. */
  const openCalls = async (drawId: string, caseNumbers: string[]): Promise<void> => {
    for (let from = 0; from < caseNumbers.length; from += 20)
      await Promise.all(
        caseNumbers.slice(from, from + 20).map((caseNumber) => {
          const call: Call = { drawId, caseNumber, version: 1, state: "open", attempts: [] };
          return putVersion(client, tableName, { ...callKey(call), ...call }, 1);
        }),
      );
  };

  return {
    async keep(draw, caseNumbers) {
      const known = await this.draw(draw.drawId);
      if (known) return known;
      await openCalls(draw.drawId, caseNumbers);
      const listed = { listKey: drawsList, listSort: draw.drawnAt };
      try {
        await client.send(
          new PutCommand({
            TableName: tableName,
            Item: { ...drawKey(draw.drawId), ...listed, ...draw, cases: caseNumbers },
            ConditionExpression: "attribute_not_exists(pk)",
          }),
        );
        return draw;
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        return (await this.draw(draw.drawId)) ?? draw;
      }
    },
    async draw(drawId) {
      const item = await read(drawKey(drawId));
      return item && parseDraw(item);
    },
    async draws(cursor, limit) {
      const page = await listing(client, tableName, itemLists).read(drawsList, {
        cursor,
        limit,
        newestFirst: true,
      });
      return { items: page.items.map(parseDraw), next: page.next };
    },
    async calls(drawId) {
      const items: Item[] = [];
      const query = {
        TableName: tableName,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": partition(drawId) },
        ConsistentRead: true,
      };
      for await (const { Items = [] } of paginateQuery({ client }, query)) items.push(...Items);
      const order = items.find(({ sk }) => sk === "DRAW")?.cases as string[] | undefined;
      const calls = items.filter(({ sk }) => sk !== "DRAW").map(parseCall);
      const byCase = new Map(calls.map((call) => [call.caseNumber, call]));
      // Only what the draw names: a draw at the same moment may have left others beside it.
      return (order ?? []).map((caseNumber) => byCase.get(caseNumber)).filter((call) => call !== undefined);
    },
    async call(drawId, caseNumber) {
      const item = await read(callKey({ drawId, caseNumber }));
      return item && parseCall(item);
    },
    write: (call) => putVersion(client, tableName, { ...callKey(call), ...call }, call.version),
  };
}
