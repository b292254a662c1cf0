import * as z from "zod";
import { synthesize } from "#local/builds.ts";
import { readAssembly } from "#local/engine/templates/assembly.ts";
import { type Resource, resolveStacks } from "#local/engine/templates/stacks.ts";

export type DeployedFunction = {
  /** Its physical name. */
  name: string;
  /** Below its context's in `functions/`. */
  folder: string;
  context: string;
  memoryMb: number;
  /** From which level on Lambda's own lines are logged. */
  systemLogLevel: "DEBUG" | "INFO" | "WARN";
  environment: Record<string, string>;
};

export type Deployed = {
  functions: DeployedFunction[];
  /** By the queue's physical name, the context that works it off. */
  queues: Record<string, string>;
  tables: Resource[];
  /** What the API logs of each request, as API Gateway is configured. */
  accessLogFormat: string;
};

const functionSchema = z.object({
  MemorySize: z.int(),
  LoggingConfig: z.object({ SystemLogLevel: z.enum(["DEBUG", "INFO", "WARN"]).default("INFO") }),
  Environment: z.object({
    Variables: z
      .record(z.string(), z.string())
      .and(z.object({ POWERTOOLS_SERVICE_NAME: z.string(), CONTEXT: z.string().optional() })),
  }),
});
const stageSchema = z.object({ AccessLogSettings: z.object({ Format: z.string() }) });

/** Nothing is called there. */
const places = {
  region: "us-east-1",
  account: "000000000000",
  apiUrl: "https://api.example.com",
  queueUrl: (name: string) => `https://sqs.example.com/${name}`,
  secretValue: () => "bench",
};

/** A context's stack has its name: `Tongban-local-Cases`. */
const contextOf = ({ stackName }: Resource): string =>
  (stackName.split("-").at(-1) ?? "").replace(/(?<!^)[A-Z]/g, "-$&").toLowerCase();

function functionOf(resource: Resource): DeployedFunction {
  const { MemorySize: memoryMb, Environment, LoggingConfig } = functionSchema.parse(resource.properties);
  const { POWERTOOLS_SERVICE_NAME: service, CONTEXT: context } = Environment.Variables;
  return {
    name: resource.name,
    // One folder is deployed once for each context.
    folder: context ? service.replace(`-${context}`, "") : service,
    context: contextOf(resource),
    memoryMb,
    systemLogLevel: LoggingConfig.SystemLogLevel,
    environment: Environment.Variables,
  };
}

/** The app as the templates of environment `local` deploy it, functions with the environment that they get. */
export async function deployed(): Promise<Deployed> {
  const stacks = resolveStacks(readAssembly(await synthesize()), places);
  const [stage] = stacks.ofType("AWS::ApiGatewayV2::Stage");
  return {
    functions: stacks.ofType("AWS::Lambda::Function").map(functionOf),
    queues: Object.fromEntries(
      stacks.ofType("AWS::SQS::Queue").map((queue) => [queue.name, contextOf(queue)]),
    ),
    tables: stacks.ofType("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"),
    accessLogFormat: stageSchema.parse(stage?.properties).AccessLogSettings.Format,
  };
}
