import { AsyncLocalStorage } from "node:async_hooks";
import { LogFormatter, Logger, LogItem } from "@aws-lambda-powertools/logger";
import type { LogAttributes, UnformattedAttributes } from "@aws-lambda-powertools/logger/types";

const traces = new AsyncLocalStorage<string>();
const traceIdIn = /\b00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}\b/;

/**
 * Runs it with the trace of a `traceparent`, or of the first in a message's text, in each line that it logs: so one cause is
 * found in the logs of all functions that it came to, across queues.
 */
export function inTrace<Result>(text: string, run: () => Result): Result {
  const trace = traceIdIn.exec(text)?.[1];
  return trace === undefined ? run() : traces.run(trace, run);
}

/** Each byte is paid for: a line leaves out what its log group's name and the function's configuration say anyway. */
class ShortLines extends LogFormatter {
  override formatAttributes(
    { logLevel, message, timestamp, serviceName, lambdaContext, xRayTraceId }: UnformattedAttributes,
    more: LogAttributes,
  ): LogItem {
    const attributes = {
      level: logLevel,
      message,
      timestamp: this.formatTimestamp(timestamp),
      service: serviceName,
      function_request_id: lambdaContext?.awsRequestId,
      xray_trace_id: xRayTraceId,
      trace: traces.getStore(),
    };
    return new LogItem({ attributes }).addAttributes(more);
  }
}

export const logger = new Logger({ logFormatter: new ShortLines() });

/** A named log line. Tests and alarms key on `code`, never on the text. */
export type LogLine = { code: string; level: "info" | "warn" | "error"; text: string };

export function defineLogs<Name extends string>(
  context: string,
  lines: Record<Name, { level: LogLine["level"]; text: string }>,
): Record<Name, LogLine> {
  return Object.fromEntries(
    Object.entries<{ level: LogLine["level"]; text: string }>(lines).map(([name, line]) => [
      name,
      { ...line, code: `${context}.${name}` },
    ]),
  ) as Record<Name, LogLine>;
}

/** `facts` are ids and codes only: no personal data is ever logged. */
export function log(line: LogLine, facts: Record<string, unknown> = {}): void {
  logger[line.level](line.text, { code: line.code, ...facts });
}
