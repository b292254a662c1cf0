import { LogFormatter, Logger, LogItem } from "@aws-lambda-powertools/logger";
import type { LogAttributes, UnformattedAttributes } from "@aws-lambda-powertools/logger/types";

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
