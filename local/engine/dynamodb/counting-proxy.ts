import { request } from "node:http";
import { callerIn } from "../iam/caller.ts";
import { type Listening, listen, readBody } from "../server.ts";
import type { CallCount, Counters } from "../types.ts";
import { type Call, kindsIn } from "./call.ts";
import { itemBytes } from "./item-bytes.ts";

type Capacity = {
  TableName?: string;
  CapacityUnits?: number;
  Table?: { CapacityUnits?: number };
  GlobalSecondaryIndexes?: Record<string, { CapacityUnits?: number }>;
};
type CallName = Pick<CallCount, "caller" | "operation" | "items">;
type Refusal = { __type?: string; Item?: Parameters<typeof itemBytes>[0] };

const writes = /^(Put|Update|Delete|BatchWrite|TransactWrite)/;
const measured = /^(Get|Query|Scan|BatchGet|TransactGet|Put|Update|Delete|BatchWrite|TransactWrite)/;

export const noCounts = (): Counters["dynamodb"] => ({
  requests: {},
  readUnits: 0,
  writeUnits: 0,
  refusedWriteUnits: 0,
  byTable: {},
  byCall: {},
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
export async function countingProxy(
  target: string,
  counts: Counters["dynamodb"],
  isFunction: (caller: string) => boolean,
): Promise<Listening> {
  const addTo = (part: string, kind: "readUnits" | "writeUnits", units: number, by: CallName): void => {
    const entry = counts.byTable[part] ?? { readUnits: 0, writeUnits: 0 };
    counts.byTable[part] = { ...entry, [kind]: entry[kind] + units };
    if (units === 0) return;
    const name = [by.caller, part, by.operation, by.items].join(" | ");
    const call = counts.byCall[name] ?? { ...by, part, requests: 0, readUnits: 0, writeUnits: 0 };
    counts.byCall[name] = { ...call, requests: call.requests + 1, [kind]: call[kind] + units };
  };
  const add = (kind: "readUnits" | "writeUnits", capacity: Capacity, by: CallName): void => {
    const { TableName = "", CapacityUnits = 0, Table, GlobalSecondaryIndexes = {} } = capacity;
    counts[kind] += CapacityUnits;
    addTo(TableName, kind, Table?.CapacityUnits ?? CapacityUnits, by);
    for (const [index, { CapacityUnits: units = 0 }] of Object.entries(GlobalSecondaryIndexes))
      addTo(`${TableName}/${index}`, kind, units, by);
  };
  const countAnswer = (by: CallName, call: Call, status: number | undefined, data: Buffer): void => {
    const answer = JSON.parse(data.toString()) as Refusal & { ConsumedCapacity?: Capacity | Capacity[] };
    if (status === 200) {
      const kind = writes.test(by.operation) ? "writeUnits" : "readUnits";
      for (const capacity of [answer.ConsumedCapacity ?? []].flat()) add(kind, capacity, by);
    } else {
      for (const capacity of refusedUnits(call, answer)) {
        add("writeUnits", capacity, { ...by, operation: `${by.operation}, refused` });
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
      { method: incoming.method, path: "/", headers: { ...headers, "content-length": body.length } },
      async (answer) => {
        const data = await readBody(answer);
        const asking = callerIn(incoming.headers.authorization);
        const by = { caller: isFunction(asking) ? asking : "", operation, items: kindsIn(call) };
        if (counted) countAnswer(by, call, answer.statusCode, data);
        response.writeHead(answer.statusCode ?? 502, answer.headers).end(data);
      },
    );
    forward.on("error", () => response.writeHead(502).end());
    forward.end(body);
  });
}
