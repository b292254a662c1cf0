import { createHash } from "node:crypto";
import { request } from "node:http";
import { type Listening, listen, readBody } from "../server.ts";

/** Which requests meet another one's transaction: so many of a hundred, and the same ones for the same seed. */
export type Conflicts = { seed: number; perHundred: number };
export type ConflictingDatabase = Listening & { played(): number };

type Key = Record<string, unknown>;
type Action = { TableName: string; Key?: Key; Item?: Key };
type Call = Partial<Action> & { TransactItems?: Record<string, Action>[] };

const singleWrites = new Set(["PutItem", "UpdateItem", "DeleteItem"]);
const transactions = new Set(["TransactWriteItems", "TransactGetItems"]);

const words = "Transaction is ongoing for the item";
const error = (type: string, body: Record<string, unknown>): string =>
  JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, ...body });

/** A number from 0 to 99 that follows from the seed and how many were drawn before. */
const drawn = (seed: number, turn: number): number =>
  createHash("sha256").update(`${seed}/${turn}`).digest().readUInt32BE(0) % 100;

/**
 * Stands before the DynamoDB engine, whose transactions are over before the next request begins: on AWS two that are at
 * one item at once meet, and one of them is refused. A single write is, too, but of items alone that transactions write.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling
 */
export async function conflictingDatabase(
  target: string,
  { seed, perHundred }: Conflicts,
): Promise<ConflictingDatabase> {
  let turns = 0;
  let played = 0;
  const inTransactions = new Set<string>();
  const placeOf = ({ TableName, Key, Item }: Partial<Action>): string =>
    JSON.stringify([TableName, (Key ?? Item)?.pk, (Key ?? Item)?.sk]);

  const refusalOf = (operation: string, call: Call): string | undefined => {
    const actions = (call.TransactItems ?? []).flatMap((each) => Object.values(each));
    if (operation === "TransactWriteItems") for (const action of actions) inTransactions.add(placeOf(action));
    const mayMeet =
      transactions.has(operation) || (singleWrites.has(operation) && inTransactions.has(placeOf(call)));
    if (!mayMeet) return undefined;
    turns += 1;
    if (drawn(seed, turns) >= perHundred) return undefined;
    played += 1;
    if (singleWrites.has(operation)) return error("TransactionConflictException", { message: words });
    const reasons = actions.map((_, index) =>
      index === turns % actions.length ? { Code: "TransactionConflict", Message: words } : { Code: "None" },
    );
    return error("TransactionCanceledException", {
      Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(", ")}]`,
      CancellationReasons: reasons,
    });
  };

  const listening = await listen(async (incoming, response) => {
    const operation =
      String(incoming.headers["x-amz-target"] ?? "")
        .split(".")
        .at(-1) ?? "";
    const body = await readBody(incoming);
    const refused =
      transactions.has(operation) || singleWrites.has(operation)
        ? refusalOf(operation, JSON.parse(body.toString()))
        : undefined;
    if (refused) {
      response.writeHead(400, { "content-type": "application/x-amz-json-1.0" }).end(refused);
      return;
    }
    const { host: _host, ...headers } = incoming.headers;
    const forward = request(target, { method: incoming.method, path: "/", headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    forward.on("error", () => response.writeHead(502).end());
    forward.end(body);
  });
  return { ...listening, played: () => played };
}
