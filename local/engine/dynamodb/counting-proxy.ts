import { request } from "node:http";
import { type Listening, listen, readBody } from "../server.ts";
import type { Counters } from "../types.ts";
import { itemBytes } from "./item-bytes.ts";

type Capacity = {
  TableName?: string;
  CapacityUnits?: number;
  Table?: { CapacityUnits?: number };
  GlobalSecondaryIndexes?: Record<string, { CapacityUnits?: number }>;
};
type Call = {
  TableName?: string;
  ConditionExpression?: string;
  TransactItems?: Record<string, { TableName: string }>[];
};
type Refusal = { __type?: string; Item?: Parameters<typeof itemBytes>[0] };

const writes = /^(Put|Update|Delete|BatchWrite|TransactWrite)/;
const measured = /^(Get|Query|Scan|BatchGet|TransactGet|Put|Update|Delete|BatchWrite|TransactWrite)/;

export const noCounts = (): Counters["dynamodb"] => ({
  requests: {},
  readUnits: 0,
  writeUnits: 0,
  refusedWriteUnits: 0,
  byTable: {},
});

/**
 * What AWS charges for a write that its condition refused, and the engine does not: as much as writing the item that
 * is there would cost, at least one unit; for a transaction, its items' preparation.
 */
function refusedUnits({ TableName = "", TransactItems }: Call, { __type = "", Item }: Refusal): Capacity[] {
  const units = (TableName: string, CapacityUnits: number) => ({ TableName, CapacityUnits });
  if (__type.endsWith("#ConditionalCheckFailedException"))
    return [units(TableName, Item ? Math.ceil(itemBytes(Item) / 1024) : 1)];
  if (!__type.endsWith("#TransactionCanceledException")) return [];
  return (TransactItems ?? []).flatMap((item) =>
    Object.values(item).map((action) => units(action.TableName, 1)),
  );
}

/** Stands before the DynamoDB engine and counts requests and the capacity units that they use on AWS. */
export async function countingProxy(target: string, counts: Counters["dynamodb"]): Promise<Listening> {
  const add = (kind: "readUnits" | "writeUnits", capacity: Capacity): void => {
    const { TableName = "", CapacityUnits = 0, Table, GlobalSecondaryIndexes = {} } = capacity;
    counts[kind] += CapacityUnits;
    const parts = { [TableName]: Table?.CapacityUnits ?? CapacityUnits };
    for (const [index, { CapacityUnits: units = 0 }] of Object.entries(GlobalSecondaryIndexes))
      parts[`${TableName}/${index}`] = units;
    for (const [part, units] of Object.entries(parts)) {
      const entry = counts.byTable[part] ?? { readUnits: 0, writeUnits: 0 };
      counts.byTable[part] = { ...entry, [kind]: entry[kind] + units };
    }
  };
  const countAnswer = (operation: string, call: Call, status: number | undefined, data: Buffer): void => {
    const answer = JSON.parse(data.toString()) as Refusal & { ConsumedCapacity?: Capacity | Capacity[] };
    if (status === 200) {
      const kind = writes.test(operation) ? "writeUnits" : "readUnits";
      for (const capacity of [answer.ConsumedCapacity ?? []].flat()) add(kind, capacity);
    } else {
      for (const capacity of refusedUnits(call, answer)) {
        add("writeUnits", capacity);
        counts.refusedWriteUnits += capacity.CapacityUnits ?? 0;
      }
    }
  };

  return listen(async (incoming, response) => {
    const operation =
      String(incoming.headers["x-amz-target"] ?? "")
        .split(".")
        .at(-1) ?? "";
    let body = await readBody(incoming);
    const counted = measured.test(operation);
    const call: Call = counted ? JSON.parse(body.toString()) : {};
    if (counted) {
      counts.requests[operation] = (counts.requests[operation] ?? 0) + 1;
      body = Buffer.from(
        JSON.stringify({
          ...call,
          ReturnConsumedCapacity: "INDEXES",
          ...(call.ConditionExpression && { ReturnValuesOnConditionCheckFailure: "ALL_OLD" }),
        }),
      );
    }
    const { "content-length": _length, host: _host, ...headers } = incoming.headers;
    const forward = request(
      target,
      { method: incoming.method, path: incoming.url, headers: { ...headers, "content-length": body.length } },
      async (answer) => {
        const data = await readBody(answer);
        if (counted) countAnswer(operation, call, answer.statusCode, data);
        response.writeHead(answer.statusCode ?? 502, answer.headers).end(data);
      },
    );
    forward.on("error", () => response.writeHead(502).end());
    forward.end(body);
  });
}
