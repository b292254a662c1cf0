import { Logger } from "@aws-lambda-powertools/logger";

export const logger = new Logger();

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
