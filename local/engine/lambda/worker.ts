// Runs in a worker thread: one execution environment of one function, one invocation at a time.
import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";

type Job = {
  id: string;
  event: unknown;
  functionName: string;
  deadline: number;
  functionArn: string;
  aheadMs: number;
};
type Handler = (event: unknown, context: unknown) => unknown;

// An import of `node:http` asks each of its names for its value; these would load all of undici, at more than the rest.
for (const name of ["WebSocket", "CloseEvent", "MessageEvent"] as const)
  Reflect.deleteProperty(process.getBuiltinModule("node:http"), name);

// A bundle's files name each other by where they are: looking for each on the disk is a sixth of an environment's start.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier.startsWith(".") && specifier.endsWith(".mjs")
      ? { url: new URL(specifier, context.parentURL).href, format: "module", shortCircuit: true }
      : next(specifier, context),
});

const { file, exportName } = workerData as { file: string; exportName: string };

const serialise = (error: unknown) => {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { errorType: name, errorMessage: message, trace: (stack ?? "").split("\n") };
};

const RealDate = Date;
let aheadMs = 0;
/** The time that functions live in: for deadlines that are days away. */
class LaterDate extends RealDate {
  constructor(...values: [] | [string | number | Date]) {
    if (values.length > 0) super(...(values as [string]));
    else super(RealDate.now() + aheadMs);
  }
  static override now(): number {
    return RealDate.now() + aheadMs;
  }
}
function liveIn(ahead: number): void {
  aheadMs = ahead;
  globalThis.Date = (ahead === 0 ? RealDate : LaterDate) as DateConstructor;
}

const contextOf = ({ id, functionName, deadline, functionArn }: Job) => ({
  callbackWaitsForEmptyEventLoop: true,
  functionName,
  functionVersion: "$LATEST",
  invokedFunctionArn: functionArn,
  memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? "128",
  awsRequestId: id,
  logGroupName: `/aws/lambda/${functionName}`,
  logStreamName: "local",
  getRemainingTimeInMillis: () => Math.max(0, deadline - RealDate.now()),
});

let handler: Handler | undefined;
async function load(): Promise<Handler> {
  const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  const found = module[exportName];
  if (typeof found !== "function") throw new Error(`${exportName} is not exported by ${file}`);
  return found as Handler;
}

parentPort?.on("message", async (job: Job) => {
  liveIn(job.aheadMs);
  let before = process.threadCpuUsage();
  const answer = (content: { result: unknown } | { error: ReturnType<typeof serialise> }): void => {
    const { user, system } = process.threadCpuUsage(before);
    parentPort?.postMessage({ id: job.id, cpuMs: (user + system) / 1000, ...content });
  };
  try {
    handler ??= await load();
    before = process.threadCpuUsage();
    const result = await handler(job.event, contextOf(job));
    // As Lambda does: what does not survive JSON does not leave the function.
    answer({ result: result === undefined ? null : JSON.parse(JSON.stringify(result)) });
  } catch (error) {
    answer({ error: serialise(error) });
  }
});
