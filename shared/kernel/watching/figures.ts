import { type LogLine, log } from "#shared/kernel/logging/logger.ts";

/** Figures of the whole district, by the metric's name: what each says on the dashboard. No person's, no case's, no department's. */
export type Figures = Readonly<Record<string, string>>;

/**
 * Logs them in CloudWatch's embedded metric format: each becomes a metric without a call to anybody, at 0.30 USD a month where it
 * is written every hour and a fraction of that where once a day.
 */
export function logFigures(line: LogLine, at: string, values: Readonly<Record<string, number>>): void {
  log(line, {
    ...values,
    _aws: {
      Timestamp: Date.parse(at),
      CloudWatchMetrics: [
        {
          Namespace: process.env.FIGURES_NAMESPACE ?? "Tongban",
          Dimensions: [[]],
          Metrics: Object.keys(values).map((Name) => ({ Name, Unit: "Count" })),
        },
      ],
    },
  });
}
