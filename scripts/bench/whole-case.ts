import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { itemBytes } from "#local/engine/dynamodb/item-bytes.ts";
import type { EngineHooks, LocalApp } from "#local/engine/index.ts";
import { localTables } from "#local/seed.ts";
import { caseRecord } from "#shared/cases/record.ts";
import { legIdOf } from "#shared/deliveries/leg.ts";
import { delivery } from "#shared/deliveries/record.ts";
import { ratingIdText } from "#shared/ratings/rating.ts";
import { rating } from "#shared/ratings/record.ts";
import { withApp } from "./app.ts";
import { deployedFunctions } from "./deployed.ts";
import { completions, playCase, rate } from "./play.ts";
import type { Usage } from "./prices.ts";

type Numbers = Record<string, number>;
export type CaseFigures = {
  cases: number;
  /** All of these are per case. */
  requests: Numbers;
  readUnits: number;
  writeUnits: number;
  /** Those of them for writes that their condition refused. */
  refusedWriteUnits: number;
  s3Requests: Numbers;
  parts: { part: string; readUnits: number; writeUnits: number }[];
  events: Numbers;
  sqsMessages: Numbers;
  invocations: Numbers;
  functionMilliseconds: number;
  usage: Usage;
  /** Of the last case, in bytes. */
  heads: Numbers;
  troubles: string[];
};

/** By AWS's rules of one message: a send, a receive, a delete. Batches make it less, never more. */
const requestsPerMessage = 3;

/** S3 has two prices: writing and listing is dear, reading cheap, and deleting free. */
const isS3Put = (operation: string): boolean => /^(Put|Post|Copy|List)/.test(operation);
const isS3Get = (operation: string): boolean => !isS3Put(operation) && !operation.startsWith("Delete");

/** Counts what the engine hands to functions. */
function observer(memoryMb: ReadonlyMap<string, number>) {
  const messages: Numbers = {};
  const invocations: Numbers = {};
  let milliseconds = 0;
  let gbSeconds = 0;
  const add = (counts: Numbers, name: string, count: number): void => {
    counts[name] = (counts[name] ?? 0) + count;
  };
  const hooks: EngineHooks = {
    sqsBatch(batch, queue) {
      add(messages, queue, batch.length);
      return batch;
    },
    async aroundInvoke({ functionName, source }, invoke) {
      const start = performance.now();
      try {
        return await invoke();
      } finally {
        const taken = performance.now() - start;
        milliseconds += taken;
        gbSeconds += (taken / 1000) * ((memoryMb.get(functionName) ?? Number.NaN) / 1024);
        add(invocations, source, 1);
      }
    },
  };
  return { hooks, seen: () => structuredClone({ messages, invocations, milliseconds, gbSeconds }) };
}

const sum = (numbers: Numbers, counts: (name: string) => boolean = () => true): number =>
  Object.entries(numbers).reduce((total, [name, count]) => total + (counts(name) ? count : 0), 0);

/** What came between two counts, for each of so many cases. */
const between = (before: Numbers, after: Numbers, cases: number): Numbers =>
  Object.fromEntries(
    Object.entries(after)
      .map(([name, count]): [string, number] => [name, (count - (before[name] ?? 0)) / cases])
      .filter(([, count]) => count > 0),
  );

async function headSizes(app: LocalApp, caseNumber: string): Promise<Numbers> {
  const db = localTables(app);
  const keys: Record<string, { pk: string; sk: string }> = {
    Cases: caseRecord.keyOf(caseNumber),
    Deliveries: delivery.keyOf(legIdOf(caseNumber, "outbound", 1)),
    Ratings: rating.keyOf(ratingIdText({ caseNumber, stage: "completion", turn: "first" })),
  };
  const sizes: Numbers = {};
  for (const [table, Key] of Object.entries(keys)) {
    const { Item } = await db.send(new GetCommand({ TableName: app.outputs[`${table}TableName`], Key }));
    if (!Item) throw new Error(`${table} has no ${Key.pk}`);
    sizes[table] = itemBytes(marshall(Item, { removeUndefinedValues: true }));
  }
  return sizes;
}

/** Plays some cases one after the other, with every request to the tables counted. */
export async function wholeCaseFigures(cases = 20): Promise<CaseFigures> {
  const completed = completions();
  const functions = await deployedFunctions();
  const { hooks, seen } = observer(new Map(functions.map(({ name, memoryMb }) => [name, memoryMb])));
  return withApp({ count: true, hooks: { ...hooks, onPublished: completed.onPublished } }, async (app) => {
    const play = async (serial: number): Promise<string> => {
      const { caseNumber, citizen } = await playCase(app, serial, completed);
      await app.drained();
      await rate(citizen, caseNumber);
      await app.drained();
      return caseNumber;
    };
    // The first one warms functions up, which read secrets and the catalogue once.
    await play(0);
    const before = { ...app.counters(), ...seen() };
    let last = "";
    for (let serial = 1; serial <= cases; serial += 1) last = await play(serial);
    const after = { ...app.counters(), ...seen() };

    const parts = Object.entries(after.dynamodb.byTable).map(([part, units]) => {
      const was = before.dynamodb.byTable[part] ?? { readUnits: 0, writeUnits: 0 };
      return {
        part,
        readUnits: (units.readUnits - was.readUnits) / cases,
        writeUnits: (units.writeUnits - was.writeUnits) / cases,
      };
    });
    const readUnits = (after.dynamodb.readUnits - before.dynamodb.readUnits) / cases;
    const writeUnits = (after.dynamodb.writeUnits - before.dynamodb.writeUnits) / cases;
    const refusedWriteUnits = (after.dynamodb.refusedWriteUnits - before.dynamodb.refusedWriteUnits) / cases;
    const s3Requests = between(before.s3, after.s3, cases);
    const events = between(before.events, after.events, cases);
    const sqsMessages = between(before.messages, after.messages, cases);
    const invocations = between(before.invocations, after.invocations, cases);
    const functionMilliseconds = (after.milliseconds - before.milliseconds) / cases;
    return {
      cases,
      requests: between(before.dynamodb.requests, after.dynamodb.requests, cases),
      readUnits,
      writeUnits,
      refusedWriteUnits,
      s3Requests,
      parts: parts.filter((part) => part.readUnits + part.writeUnits > 0),
      events,
      sqsMessages,
      invocations,
      functionMilliseconds,
      usage: {
        dynamodbWriteUnits: writeUnits,
        dynamodbReadUnits: readUnits,
        sqsRequests: sum(sqsMessages) * requestsPerMessage,
        eventBridgeEvents: sum(events),
        lambdaRequests: sum(invocations),
        apiGatewayRequests: invocations.http ?? 0,
        s3Puts: sum(s3Requests, isS3Put),
        s3Gets: sum(s3Requests, isS3Get),
        lambdaGbSeconds: (after.gbSeconds - before.gbSeconds) / cases,
      },
      heads: await headSizes(app, last),
      troubles: app.troubles,
    };
  });
}
