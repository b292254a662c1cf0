import type { importFigures } from "./imports.ts";
import { costPerMillion, type PriceList } from "./prices.ts";
import type { Throughput } from "./throughput.ts";
import type { CaseFigures } from "./whole-case.ts";

const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** Rows in columns, their names at the top. */
function table(rows: Record<string, string | number>[]): string[] {
  const names = Object.keys(rows[0] ?? {});
  const cells = [names, ...rows.map((row) => names.map((name) => `${row[name] ?? ""}`))];
  const widths = names.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map(
    (row) =>
      `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join("  ")}`,
  );
}

const listed = (counts: Record<string, number>): string[] =>
  table(Object.entries(counts).map(([name, count]) => ({ name, "per case": round(count) })));

const warnings = (troubles: string[]): string[] =>
  troubles.length > 0
    ? [`  ${troubles.length} warnings or errors on the way; the first: ${troubles[0]}`]
    : [];

export const importReport = ({
  bare,
  rounds,
  figures,
}: Awaited<ReturnType<typeof importFigures>>): string[] => [
  `Bundles (bare DynamoDB handler: ${bare.bytes} bytes); import in a new process, median of ${rounds}, by turns`,
  ...table(
    figures.map(({ name, bytes, milliseconds, ratio }) => ({
      function: name,
      bytes,
      ms: round(milliseconds, 1),
      "times bare": round(ratio),
    })),
  ),
];

export const caseReport = (figures: CaseFigures, prices: PriceList): string[] => [
  `\nOne case: two documents, online, approved, by courier, one rating (mean of ${figures.cases})`,
  `\nDynamoDB: ${round(figures.writeUnits)} WRU, ${round(figures.readUnits)} RRU`,
  `  ${round(figures.refusedWriteUnits)} WRU of them for writes that their condition refused, which AWS charges for`,
  ...listed(figures.requests),
  ...table(
    figures.parts.map(({ part, writeUnits, readUnits }) => ({
      "table or index": part,
      WRU: round(writeUnits),
      RRU: round(readUnits),
    })),
  ),
  "\nS3 requests",
  ...listed(figures.s3Requests),
  "\nEventBridge entries",
  ...listed(figures.events),
  "\nSQS messages (each at most a send, a receive and a delete; empty polls of idle queues not counted)",
  ...listed(figures.sqsMessages),
  `\nInvocations; ${round(figures.functionMilliseconds, 0)} ms in functions on this machine`,
  ...listed(figures.invocations),
  "\nHEAD items, bytes",
  ...table(Object.entries(figures.heads).map(([head, bytes]) => ({ head, bytes }))),
  ...costReport(figures, prices),
  ...warnings(figures.troubles),
];

function costReport({ usage }: CaseFigures, prices: PriceList): string[] {
  const { currency, region, edition, source, certainty } = prices;
  const costs = costPerMillion(prices, usage);
  const known = costs.flatMap(({ cost }) => cost ?? []);
  const missing = costs.length - known.length;
  return [
    `\n${currency} per million cases in ${region}`,
    `  Prices: ${source}, edition ${edition}; ${certainty}.`,
    ...table([
      ...costs.map(({ position, cost }) => ({
        position,
        units: round(usage[position]),
        [currency]: cost === undefined ? "not known" : round(cost),
      })),
      {
        position: missing > 0 ? `without the ${missing} that are not known` : "in all",
        units: "",
        [currency]: round(known.reduce((sum, cost) => sum + cost, 0)),
      },
    ]),
    "  Not in it: storage, logs, traces, metrics, transfer, secrets, reading lists and pages. Lambda's seconds",
    "  are this machine's, its waits included; on AWS they differ.",
  ];
}

export const speedReport = (throughput: Throughput): string[] => {
  const { cases, concurrency, casesPerSecond, putsPerSecond, troubles } = throughput;
  return [
    `\nWhole cases on the local engine, ${cases} of them, ${concurrency} at a time`,
    `  ${round(casesPerSecond)} cases per second; the engine alone: ${round(putsPerSecond, 0)} puts per second`,
    `  one case takes the time of ${round(putsPerSecond / casesPerSecond, 0)} puts`,
    ...warnings(troubles),
  ];
};
