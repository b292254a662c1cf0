import { type ByContext, noUnits, unitNames } from "./budgets.ts";
import { sum } from "./counts.ts";
import type { Deployed } from "./deployed.ts";
import { type Measured, requestsOut } from "./meter.ts";
import type { Usage } from "./prices.ts";
import { round } from "./table.ts";

/** By AWS's rules of one message: a send, a receive, a delete. Batches make it less, never more. */
const requestsPerMessage = 3;

/** S3 has two prices: writing and listing is dear, reading cheap, and deleting free. */
const isS3Put = (operation: string): boolean => /^(Put|Post|Copy|List)/.test(operation);
const isS3Get = (operation: string): boolean => !isS3Put(operation) && !operation.startsWith("Delete");

/** With so much memory a function has a whole processor; with less, its share of one. */
const wholeProcessorMb = 1769;
/** How long a request of a function's to DynamoDB, S3 or the bus is assumed to take on AWS, one after the other. */
export const assumedWaitMs = 5;

/**
 * Lambda's seconds as they would be on AWS: the time of the processor that was measured here, stretched by the share of
 * one that the memory gives, and the waits as assumed. A wall clock here says more of this machine's load.
 */
function gbSecondsOf(measured: Measured, { functions }: Deployed): number {
  const { cpuMs, byFunction } = measured;
  const invocations = sum(byFunction);
  let gbSeconds = 0;
  let memoryMb = 0;
  for (const fn of functions) {
    gbSeconds += ((cpuMs[fn.name] ?? 0) / 1000) * (Math.max(fn.memoryMb, wholeProcessorMb) / 1024);
    memoryMb += fn.memoryMb * ((byFunction[fn.name] ?? 0) / invocations);
  }
  return gbSeconds + ((requestsOut(measured) * assumedWaitMs) / 1000) * (memoryMb / 1024);
}

export function usageOf(measured: Measured, app: Deployed): Usage {
  const { writeUnits, readUnits, sqsMessages, events, invocations, s3Requests, logBytes } = measured;
  return {
    dynamodbWriteUnits: writeUnits,
    dynamodbReadUnits: readUnits,
    sqsRequests: sum(sqsMessages) * requestsPerMessage,
    eventBridgeEvents: sum(events),
    lambdaRequests: sum(invocations),
    lambdaGbSeconds: gbSecondsOf(measured, app),
    apiGatewayRequests: invocations.http ?? 0,
    s3Puts: sum(s3Requests, isS3Put),
    s3Gets: sum(s3Requests, isS3Get),
    logKilobytes: (logBytes.functions + logBytes.platform + logBytes.access) / 1000,
  };
}

/** What was asked for by each context's functions, of whatever table, and what its queues were sent. */
export function unitsByContext({ calls, sqsMessages }: Measured, { functions, queues }: Deployed): ByContext {
  const units: ByContext = {};
  const of = (context: string | undefined, what: string) => {
    if (!context) throw new Error(`${what} belongs to no context`);
    const known = units[context] ?? noUnits();
    units[context] = known;
    return known;
  };
  const contextOf = new Map(functions.map(({ name, context }) => [name, context]));
  for (const { caller, readUnits, writeUnits } of calls) {
    const used = of(contextOf.get(caller), `a request of ${caller || "nobody"}`);
    used.readUnits += readUnits;
    used.writeUnits += writeUnits;
  }
  for (const [queue, count] of Object.entries(sqsMessages)) of(queues[queue], queue).sqsMessages += count;
  for (const used of Object.values(units)) for (const name of unitNames) used[name] = round(used[name]);
  return units;
}
