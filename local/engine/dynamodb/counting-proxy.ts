import { request } from "node:http";
import { type Listening, listen, readBody } from "../server.ts";
import type { Counters } from "../types.ts";

type Capacity = {
  TableName?: string;
  CapacityUnits?: number;
  Table?: { CapacityUnits?: number };
  GlobalSecondaryIndexes?: Record<string, { CapacityUnits?: number }>;
};

const writes = /^(Put|Update|Delete|BatchWrite|TransactWrite)/;
const measured = /^(Get|Query|Scan|BatchGet|TransactGet|Put|Update|Delete|BatchWrite|TransactWrite)/;

export const noCounts = (): Counters["dynamodb"] => ({
  requests: {},
  readUnits: 0,
  writeUnits: 0,
  byTable: {},
});

/** Stands before the DynamoDB engine and counts requests and the capacity units it says it used. */
export async function countingProxy(target: string, counts: Counters["dynamodb"]): Promise<Listening> {
  const add = (operation: string, capacity: Capacity): void => {
    const kind = writes.test(operation) ? "writeUnits" : "readUnits";
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

  return listen(async (incoming, response) => {
    const operation =
      String(incoming.headers["x-amz-target"] ?? "")
        .split(".")
        .at(-1) ?? "";
    let body = await readBody(incoming);
    const counted = measured.test(operation);
    if (counted) {
      counts.requests[operation] = (counts.requests[operation] ?? 0) + 1;
      body = Buffer.from(
        JSON.stringify({ ...JSON.parse(body.toString()), ReturnConsumedCapacity: "INDEXES" }),
      );
    }
    const { "content-length": _length, host: _host, ...headers } = incoming.headers;
    const forward = request(
      target,
      { method: incoming.method, path: incoming.url, headers: { ...headers, "content-length": body.length } },
      async (answer) => {
        const data = await readBody(answer);
        if (counted && answer.statusCode === 200) {
          const { ConsumedCapacity } = JSON.parse(data.toString()) as {
            ConsumedCapacity?: Capacity | Capacity[];
          };
          for (const capacity of [ConsumedCapacity ?? []].flat()) add(operation, capacity);
        }
        response.writeHead(answer.statusCode ?? 502, answer.headers).end(data);
      },
    );
    forward.on("error", () => response.writeHead(502).end());
    forward.end(body);
  });
}
