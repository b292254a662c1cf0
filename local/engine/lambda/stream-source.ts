import type { DynamoDBRecord } from "aws-lambda";
import { callAws } from "../aws-json.ts";
import type { StreamHeads } from "../dynamodb/stream-heads.ts";
import { matches, type Pattern } from "../events/pattern.ts";
import { type Logger, messageOf } from "../log.ts";
import type { EngineHooks } from "../types.ts";
import type { Checkpoints } from "./checkpoints.ts";
import type { Functions } from "./functions.ts";
import type { Poller } from "./sqs-source.ts";
import { handleBatch, type StreamPolicy } from "./stream-batch.ts";

export type StreamSource = StreamPolicy & {
  /** Names the checkpoint: one table may feed several functions. */
  id: string;
  functionName: string;
  functionArn: string;
  tableName: string;
  streamArn: string;
  /** The stream's ARN as the template names it, with the app's region. */
  templateArn: string;
  batchSize: number;
  filters: Pattern[];
  /** Queue of the on-failure destination. */
  failureQueue: string | undefined;
};

export type StreamPoller = Poller & { isCaughtUp(): Promise<boolean> };

const streams = <T>(endpoint: string, operation: string, input: unknown): Promise<T> =>
  callAws<T>(endpoint, `DynamoDBStreams_20120810.${operation}`, input);

const idlePause = { shortest: 15, longest: 120 };

/** Follows a table's stream for its function, from the durable checkpoint on. */
export function followStream(
  source: StreamSource,
  endpoint: string,
  heads: StreamHeads,
  region: string,
  functions: Functions,
  checkpoints: Checkpoints,
  sendToQueue: (queueName: string, body: string) => void,
  hooks: EngineHooks,
  log: Logger,
): StreamPoller {
  let open = true;
  let iterator: string | undefined;

  let shardId: string | undefined;

  /** There is one shard, and it stays open. */
  const shard = async (): Promise<string> => {
    if (shardId) return shardId;
    const { StreamDescription } = await streams<{ StreamDescription: { Shards: { ShardId: string }[] } }>(
      endpoint,
      "DescribeStream",
      { StreamArn: source.streamArn },
    );
    shardId = StreamDescription.Shards[0]?.ShardId;
    if (!shardId) throw new Error(`the stream of ${source.tableName} has no shard`);
    return shardId;
  };

  const iteratorFrom = async (position: string | undefined): Promise<string> => {
    const ShardId = await shard();
    const { ShardIterator } = await streams<{ ShardIterator: string }>(endpoint, "GetShardIterator", {
      StreamArn: source.streamArn,
      ShardId,
      ...(position
        ? { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: position }
        : { ShardIteratorType: "TRIM_HORIZON" }),
    });
    return ShardIterator;
  };

  const giveUp = async (records: DynamoDBRecord[], condition: string, attempts: number): Promise<void> => {
    const sequence = (record: DynamoDBRecord | undefined) => record?.dynamodb?.SequenceNumber;
    const arrival = (record: DynamoDBRecord | undefined) =>
      new Date((record?.dynamodb?.ApproximateCreationDateTime ?? 0) * 1000).toISOString();
    log.error(
      `${source.functionName}: ${records.length} records of ${source.tableName} given up: ${condition}`,
    );
    if (!source.failureQueue) return;
    // The documented body: it names where the records are, not what they hold.
    const body = {
      requestContext: {
        requestId: source.id,
        functionArn: source.functionArn,
        condition,
        approximateInvokeCount: attempts,
      },
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      version: "1.0",
      timestamp: new Date().toISOString(),
      DDBStreamBatchInfo: {
        shardId: await shard(),
        startSequenceNumber: sequence(records[0]),
        endSequenceNumber: sequence(records.at(-1)),
        batchSize: records.length,
        streamArn: source.templateArn,
        approximateArrivalOfFirstRecord: arrival(records[0]),
        approximateArrivalOfLastRecord: arrival(records.at(-1)),
      },
    };
    sendToQueue(source.failureQueue, JSON.stringify(body));
  };

  const asLambdaGives = (record: DynamoDBRecord): DynamoDBRecord => ({
    ...record,
    awsRegion: region,
    eventSourceARN: source.templateArn,
  });

  const handle = async (records: DynamoDBRecord[]): Promise<void> => {
    const passing = records.filter(
      (record) => source.filters.length === 0 || source.filters.some((filter) => matches(filter, record)),
    );
    const last = records.at(-1)?.dynamodb?.SequenceNumber ?? "";
    const batches = hooks.streamBatch ? hooks.streamBatch(passing, source.tableName) : [passing];
    let attempts = 0;
    for (const batch of batches)
      await handleBatch(batch, source, {
        invoke: (Records) => {
          attempts += 1;
          return functions.invoke({
            functionName: source.functionName,
            source: "stream",
            event: { Records: Records.map(asLambdaGives) },
          });
        },
        giveUp: (given, condition) => giveUp(given, condition, attempts),
        // Shuffled or doubled by a test, a batch no longer shows how far the stream is; the end of it does.
        checkpoint: (record) => {
          if (!hooks.streamBatch) checkpoints.set(source.id, record.dynamodb?.SequenceNumber ?? "");
        },
        pause: (retry) => new Promise((resolve) => setTimeout(resolve, Math.min(25 * 2 ** retry, 1000))),
        now: Date.now,
        isOpen: () => open,
      });
    if (open) checkpoints.set(source.id, last);
  };

  const poll = async (): Promise<number> => {
    iterator ??= await iteratorFrom(checkpoints.get(source.id));
    const { Records, NextShardIterator } = await streams<{
      Records: DynamoDBRecord[];
      NextShardIterator?: string;
    }>(endpoint, "GetRecords", { ShardIterator: iterator, Limit: source.batchSize });
    if (Records.length > 0) await handle(Records);
    iterator = NextShardIterator;
    return Records.length;
  };

  const reachesFurther = () => heads.reachesBeyond(source.tableName, checkpoints.get(source.id));

  const loop = async (): Promise<void> => {
    let pause = idlePause.shortest;
    while (open) {
      try {
        if (!reachesFurther()) {
          await heads.written();
          pause = idlePause.shortest;
          continue;
        }
        pause = (await poll()) > 0 ? idlePause.shortest : Math.min(pause * 1.5, idlePause.longest);
      } catch (error) {
        if (!open) return;
        // An engine that cleans its shards up has forgotten the place; where we were is known here.
        const isForgotten = (error as Error).name === "TrimmedDataAccessException";
        if (!isForgotten) log.error(`following ${source.tableName}: ${messageOf(error)}`);
        iterator = undefined;
        pause = 500;
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  };
  const running = loop();

  return {
    async isCaughtUp() {
      if (!reachesFurther()) return true;
      // Asked of the stream itself: the end that DescribeStream names is not the last record's number here.
      const ShardIterator = await iteratorFrom(checkpoints.get(source.id));
      const next = await streams<{ Records: unknown[] }>(endpoint, "GetRecords", { ShardIterator, Limit: 1 });
      return next.Records.length === 0;
    },
    async close() {
      open = false;
      await running;
    },
  };
}
