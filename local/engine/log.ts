import type { Log, LogLine } from "./types.ts";

export type Logger = {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
  from(source: string): Logger;
};

export function logger(log: Log | undefined, source = "engine"): Logger {
  const write = (level: LogLine["level"]) => (message: string) =>
    log?.({ time: new Date().toISOString(), source, level, message });
  return {
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
    from: (other) => logger(log, other),
  };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
