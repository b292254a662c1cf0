import type { GrowthFigures } from "./growth.ts";
import type { importFigures } from "./imports.ts";
import type { SummaryFigures } from "./summary.ts";
import { round, table, warnings } from "./table.ts";
import type { Throughput } from "./throughput.ts";
import type { WorklistFigures } from "./worklist.ts";

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

export const growthReport = ({ rows, seconds, troubles }: GrowthFigures): string[] => [
  `\nThe n-th case of one department's day, alone; those before it played whole, or copied in the tables (${round(seconds, 0)} s)`,
  ...table(
    rows.map(({ number, played, copied, writeUnits, readUnits }) => ({
      case: number,
      played,
      copied,
      WRU: round(writeUnits),
      RRU: round(readUnits),
      "beside the first": `${round(writeUnits - (rows[0]?.writeUnits ?? 0))} / ${round(readUnits - (rows[0]?.readUnits ?? 0))}`,
    })),
  ),
  ...warnings(troubles),
];

export const worklistReport = ({ cases, department, rows, seconds }: WorklistFigures): string[] => [
  `\nFirst page of 20 of department ${department}'s worklist, with ${cases} open cases (${round(seconds, 0)} s)`,
  ...table(
    rows.map(({ filter, readUnits, rows: found }) => ({ filter, RRU: round(readUnits), rows: found })),
  ),
];

export const summaryReport = ({ days, departments, rows }: SummaryFigures): string[] => [
  `\nPublic rating summary of ${days} days and ${departments} departments, each rated 400 times a day, with 19 facts of today`,
  ...table(rows.map(({ by, readUnits }) => ({ by, RRU: round(readUnits) }))),
];

export const speedReport = (throughput: Throughput): string[] => {
  const { cases, concurrency, casesPerSecond, putsPerSecond, troubles } = throughput;
  return [
    `\nWhole cases on the local engine, ${cases} of them, ${concurrency} at a time`,
    `  ${round(casesPerSecond)} cases per second; the engine alone: ${round(putsPerSecond, 0)} puts per second`,
    `  one case takes the time of ${round(putsPerSecond / casesPerSecond, 0)} puts`,
    ...warnings(troubles),
  ];
};
