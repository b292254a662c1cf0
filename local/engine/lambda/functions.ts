import { basename, join } from "node:path";
import type { Logger } from "../log.ts";
import type { Assembly } from "../templates/assembly.ts";
import type { Resource } from "../templates/stacks.ts";
import type { Counters, Endpoints, EngineHooks, Invocation } from "../types.ts";
import { type Clock, LocalFunction } from "./function.ts";
import { functionNameOf } from "./function-name.ts";

export type Functions = {
  byName: Map<string, LocalFunction>;
  /** By name, ARN, or ARN with a qualifier. */
  find(target: string): LocalFunction;
  invoke(call: Invocation): Promise<unknown>;
  running(): number;
  /** Invocations so far. */
  started(): number;
  counts(): Counters["functions"];
  close(): Promise<void>;
};

type Where = {
  assembly: Assembly;
  endpoints: Endpoints;
  region: string;
  maxConcurrency: number;
  coldEvery: number | undefined;
  clock: Clock;
};

const environmentOf = (
  resource: Resource,
  { assembly, endpoints, region }: Where,
): Record<string, string> => {
  const { Variables = {} } = (resource.properties.Environment ?? {}) as {
    Variables?: Record<string, unknown>;
  };
  return {
    ...Object.fromEntries(Object.entries(Variables).map(([name, value]) => [name, String(value)])),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    AWS_LAMBDA_FUNCTION_NAME: resource.name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(resource.properties.MemorySize ?? 128),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${resource.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: "local",
    // Not secrets. As on AWS each has a credential of its own, by which it is known wherever it asks for something.
    AWS_ACCESS_KEY_ID: resource.name,
    AWS_SECRET_ACCESS_KEY: "S3RVER",
    // The SDKs read these themselves, so functions hold no code for local runs.
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_ENDPOINT_URL_S3: endpoints.s3,
    AWS_ENDPOINT_URL_EVENTBRIDGE: endpoints.events,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secretsManager,
    // An environment starts in two thirds of the time when V8 finds the code compiled.
    NODE_COMPILE_CACHE: join(assembly.directory, ".compiled"),
    TZ: ":UTC",
    PATH: process.env.PATH ?? "",
  };
};

function codeDirOf(resource: Resource, assembly: Assembly): string {
  const { S3Key } = resource.properties.Code as { S3Key?: string };
  const directory = assembly.assets.get(S3Key ?? "");
  if (!directory)
    throw new Error(`${resource.logicalId}: its code ${basename(S3Key ?? "?")} is not in the assembly.`);
  return directory;
}

export function makeFunctions(
  resources: Resource[],
  where: Where,
  log: Logger,
  hooks: EngineHooks,
): Functions {
  const byName = new Map<string, LocalFunction>();
  for (const resource of resources) {
    const reserved = resource.properties.ReservedConcurrentExecutions;
    byName.set(
      resource.name,
      new LocalFunction(
        {
          name: resource.name,
          arn: resource.arn,
          codeDir: codeDirOf(resource, where.assembly),
          handler: String(resource.properties.Handler),
          environment: environmentOf(resource, where),
          timeoutMs: Number(resource.properties.Timeout ?? 3) * 1000,
          concurrency: Math.min(
            where.maxConcurrency,
            reserved === undefined ? where.maxConcurrency : Number(reserved),
          ),
          coldEvery: where.coldEvery,
        },
        log.from(resource.name),
        where.clock,
      ),
    );
  }
  const find = (target: string): LocalFunction => {
    const name = functionNameOf(target);
    const found = byName.get(name);
    if (!found) throw new Error(`No function ${name} in the app.`);
    return found;
  };
  return {
    byName,
    find,
    async invoke(call) {
      const run = () => find(call.functionName).invoke(call.event);
      return hooks.aroundInvoke ? hooks.aroundInvoke(call, run) : run();
    },
    running: () => [...byName.values()].reduce((sum, fn) => sum + fn.running, 0),
    started: () => [...byName.values()].reduce((sum, fn) => sum + fn.started, 0),
    counts: () => Object.fromEntries([...byName].map(([name, { done }]) => [name, { ...done }])),
    async close() {
      await Promise.all([...byName.values()].map((fn) => fn.close()));
    },
  };
}
