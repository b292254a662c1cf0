import type { StreamHeads } from "../dynamodb/stream-heads.ts";
import type { Pattern } from "../events/pattern.ts";
import { requirePattern } from "../events/pattern-refusals.ts";
import type { Logger } from "../log.ts";
import type { Queues } from "../sqs/queues.ts";
import type { Resource, Stacks } from "../templates/stacks.ts";
import type { Endpoints, EngineHooks } from "../types.ts";
import type { Checkpoints } from "./checkpoints.ts";
import type { Functions } from "./functions.ts";
import { type Poller, pollQueue } from "./sqs-source.ts";
import { followStream, type StreamPoller } from "./stream-source.ts";

type Deps = {
  stacks: Stacks;
  /** Stream ARN by table name. */
  streams: Map<string, string | undefined>;
  heads: StreamHeads;
  endpoints: Endpoints;
  queues: Queues;
  region: string;
  functions: Functions;
  checkpoints: Checkpoints;
  sendToQueue(queueName: string, body: string): void;
  hooks: EngineHooks;
  log: Logger;
};

export type EventSources = {
  queueNames: string[];
  areCaughtUp(): Promise<boolean>;
  close(): Promise<void>;
};

const optional = (value: unknown): number | undefined => (value === undefined ? undefined : Number(value));
/** -1 means without end. */
const bounded = (value: unknown): number | undefined => {
  const number = optional(value);
  return number === undefined || number < 0 ? undefined : number;
};
const reports = (properties: Resource["properties"]): boolean =>
  ((properties.FunctionResponseTypes ?? []) as string[]).includes("ReportBatchItemFailures");

/** Starts every event source mapping of the app. */
export function eventSources(deps: Deps): EventSources {
  const { stacks, endpoints, functions, hooks, log } = deps;
  const polled: Poller[] = [];
  const followed: StreamPoller[] = [];
  const queueNames: string[] = [];

  const startQueue = ({ logicalId, properties }: Resource, queueArn: string): void => {
    if (properties.FilterCriteria)
      throw new Error(`${logicalId}: the local engine runs no filter on a queue.`);
    const queueName = queueArn.split(":").at(-1) ?? "";
    const { name, concurrency } = functions.find(String(properties.FunctionName)).spec;
    const { MaximumConcurrency } = (properties.ScalingConfig ?? {}) as { MaximumConcurrency?: number };
    queueNames.push(queueName);
    polled.push(
      pollQueue(
        {
          functionName: name,
          queueName,
          queueUrl: deps.queues.urlOf(queueName),
          queueArn,
          batchSize: Number(properties.BatchSize ?? 10),
          windowMs: Number(properties.MaximumBatchingWindowInSeconds ?? 0) * 1000,
          reportsFailures: reports(properties),
          concurrency: Math.min(concurrency, MaximumConcurrency ?? concurrency),
        },
        endpoints.sqs,
        deps.region,
        functions,
        hooks,
        log,
      ),
    );
  };

  const startStream = ({ logicalId, stackName, properties }: Resource, arn: string): void => {
    const tableName = /:table\/([^/]+)\/stream/.exec(arn)?.[1] ?? "";
    const streamArn = deps.streams.get(tableName);
    if (!streamArn) throw new Error(`${logicalId}: table ${tableName} has no stream.`);
    const { spec } = functions.find(String(properties.FunctionName));
    const { Filters = [] } = (properties.FilterCriteria ?? {}) as { Filters?: { Pattern: string }[] };
    const { OnFailure } = (properties.DestinationConfig ?? {}) as { OnFailure?: { Destination: string } };
    for (const { Pattern: pattern } of Filters) requirePattern(JSON.parse(pattern), logicalId);
    if (OnFailure && OnFailure.Destination.split(":")[2] !== "sqs")
      throw new Error(
        `${logicalId}: the local engine runs an on-failure destination only when it is a queue.`,
      );
    followed.push(
      followStream(
        {
          id: `${stackName}/${logicalId}`,
          functionName: spec.name,
          functionArn: spec.arn,
          tableName,
          streamArn,
          templateArn: arn,
          batchSize: Number(properties.BatchSize ?? 100),
          filters: Filters.map(({ Pattern: pattern }) => JSON.parse(pattern) as Pattern),
          bisects:
            properties.BisectBatchOnFunctionError === true ||
            properties.BisectBatchOnFunctionError === "true",
          maximumRetries: bounded(properties.MaximumRetryAttempts),
          maximumAgeSeconds: bounded(properties.MaximumRecordAgeInSeconds),
          reportsFailures: reports(properties),
          failureQueue: OnFailure?.Destination.split(":").at(-1),
        },
        endpoints.dynamodb,
        deps.heads,
        deps.region,
        functions,
        deps.checkpoints,
        deps.sendToQueue,
        hooks,
        log,
      ),
    );
  };

  for (const mapping of stacks.ofType("AWS::Lambda::EventSourceMapping")) {
    const arn = String(mapping.properties.EventSourceArn);
    const service = arn.split(":")[2];
    if (service === "sqs") startQueue(mapping, arn);
    else if (service === "dynamodb") startStream(mapping, arn);
    else throw new Error(`${mapping.logicalId}: event source ${arn} is not run by the local engine.`);
  }

  return {
    queueNames,
    async areCaughtUp() {
      return (await Promise.all(followed.map((poller) => poller.isCaughtUp()))).every(Boolean);
    },
    async close() {
      const closing = [...polled, ...followed].map((poller) => poller.close());
      deps.heads.close();
      // More than once: a request that is only on its way begins to wait afterwards.
      const waking = setInterval(deps.queues.server.wakeReceivers, 10);
      await Promise.all(closing);
      clearInterval(waking);
    },
  };
}
