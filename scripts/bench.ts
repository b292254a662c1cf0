// Prints what a case costs and how fast the platform is: npm run bench [-- bundles] [-- case] [-- speed]
import { importFigures } from "./bench/imports.ts";
import { prices, usdPerMillion } from "./bench/prices.ts";
import { throughput } from "./bench/throughput.ts";
import { wholeCaseFigures } from "./bench/whole-case.ts";

const round = (value: number, digits = 2): number => Number(value.toFixed(digits));
const line = (text = ""): void => console.log(text);

function table(rows: Record<string, string | number>[]): void {
  const names = Object.keys(rows[0] ?? {});
  const cells = [names, ...rows.map((row) => names.map((name) => `${row[name] ?? ""}`))];
  const widths = names.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  for (const row of cells)
    line(
      `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join("  ")}`,
    );
}

const listed = (counts: Record<string, number>): Record<string, string | number>[] =>
  Object.entries(counts).map(([name, count]) => ({ name, "per case": round(count) }));

function warn(troubles: string[]): void {
  if (troubles.length > 0)
    line(`  ${troubles.length} warnings or errors on the way; the first: ${troubles[0]}`);
}

async function bundles(): Promise<void> {
  const { bare, figures } = await importFigures();
  line(
    `Bundles (bare DynamoDB handler: ${bare.bytes} bytes); import in a new process, median of 9, by turns`,
  );
  table(
    figures.map(({ name, bytes, milliseconds, ratio }) => ({
      function: name,
      bytes,
      ms: round(milliseconds, 1),
      "times bare": round(ratio),
    })),
  );
}

async function wholeCase(): Promise<void> {
  const figures = await wholeCaseFigures();
  line(`\nOne case: two documents, online, approved, by courier, one rating (mean of ${figures.cases})`);
  line(`\nDynamoDB: ${round(figures.writeUnits)} WRU, ${round(figures.readUnits)} RRU`);
  table(listed(figures.requests));
  table(
    figures.parts.map(({ part, writeUnits, readUnits }) => ({
      "table or index": part,
      WRU: round(writeUnits),
      RRU: round(readUnits),
    })),
  );
  line("\nEventBridge entries");
  table(listed(figures.events));
  line(
    "\nSQS messages (each at most a send, a receive and a delete; empty polls of idle queues not counted)",
  );
  table(listed(figures.sqsMessages));
  line(`\nInvocations; ${round(figures.functionMilliseconds, 0)} ms in functions on this machine`);
  table(listed(figures.invocations));
  line("\nHEAD items, bytes");
  table(Object.entries(figures.heads).map(([head, bytes]) => ({ head, bytes })));
  const costs = usdPerMillion(figures.usage);
  line(`\nUSD per million cases (${prices.stated})`);
  table([
    ...costs.map(([position, usd]) => ({ position, USD: round(usd) })),
    { position: "in all", USD: round(costs.reduce((sum, [, usd]) => sum + usd, 0)) },
  ]);
  line(
    "  Not in it: storage, logs, traces, metrics, transfer, secrets, reading lists and pages. Lambda's seconds",
  );
  line("  are this machine's, its waits included; on AWS they differ. S3: one PUT and one GET per document.");
  warn(figures.troubles);
}

async function speed(): Promise<void> {
  const { cases, concurrency, casesPerSecond, putsPerSecond, troubles } = await throughput();
  line(`\nWhole cases on the local engine, ${cases} of them, ${concurrency} at a time`);
  line(
    `  ${round(casesPerSecond)} cases per second; the engine alone: ${round(putsPerSecond, 0)} puts per second`,
  );
  line(`  one case takes the time of ${round(putsPerSecond / casesPerSecond, 0)} puts`);
  warn(troubles);
}

const parts = { bundles, case: wholeCase, speed };
const chosen = process.argv.slice(2);
const isPart = (name: string): name is keyof typeof parts => Object.hasOwn(parts, name);
const unknown = chosen.filter((name) => !isPart(name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(", ")}. There are: ${Object.keys(parts).join(", ")}.`);
  process.exit(2);
}
for (const [name, run] of Object.entries(parts))
  if (chosen.length === 0 || chosen.includes(name)) await run();
