import type { CallCount } from "#local/engine/index.ts";
import { budgets, noUnits, unitNames } from "./budgets.ts";
import { sum } from "./counts.ts";
import { costPerMillion, type PriceList } from "./prices.ts";
import { listed, round, table, warnings } from "./table.ts";
import { assumedWaitMs } from "./usage.ts";
import type { CaseFigures } from "./whole-case.ts";

/** `Tongban-local-Records-Cases80582F3E/byPhone` without what every name has. */
const short = (name: string): string =>
  name.replace(/^Tongban-local-(Records-)?/, "").replace(/(Function|Queue)?[0-9A-F]{8}(?=\/|$)/, "");

const byCost = (a: CallCount, b: CallCount): number =>
  b.writeUnits - a.writeUnits || b.readUnits - a.readUnits;

export const caseReport = (figures: CaseFigures, prices: PriceList): string[] => [
  `\nOne case: two documents, online, approved, by courier, one rating (mean of ${figures.cases})`,
  `\nDynamoDB: ${round(figures.writeUnits)} WRU, ${round(figures.readUnits)} RRU`,
  `  ${round(figures.refusedWriteUnits)} WRU of them for writes that their condition refused, which AWS charges for`,
  ...listed(figures.requests),
  "\nWhere they go",
  ...table(
    figures.calls.toSorted(byCost).map(({ caller, part, operation, items, requests, ...units }) => ({
      "asked by": short(caller),
      "table or index": short(part),
      operation,
      items,
      requests: round(requests),
      WRU: round(units.writeUnits),
      RRU: round(units.readUnits),
    })),
  ),
  ...contextReport(figures),
  "\nS3 requests",
  ...listed(figures.s3Requests),
  "\nEventBridge entries",
  ...listed(figures.events),
  "\nSQS messages (each at most a send, a receive and a delete; empty polls of idle queues not counted)",
  ...listed(Object.fromEntries(Object.entries(figures.sqsMessages).map(([name, n]) => [short(name), n]))),
  `\nInvocations; on this machine ${round(sum(figures.cpuMs), 0)} ms of the processor, ${round(figures.wallMs, 0)} ms with their waits`,
  ...listed(figures.invocations),
  "\nLogs, bytes: functions' own as counted, Lambda's and the API's as they usually are",
  ...listed(figures.logBytes),
  "\nHEAD items, bytes",
  ...table(Object.entries(figures.heads).map(([head, bytes]) => ({ head, bytes }))),
  ...costReport(figures, prices),
  ...warnings(figures.troubles),
];

/** What each context's functions ask for and are sent, beside what they may. */
function contextReport({ contexts }: CaseFigures): string[] {
  const allowed = budgets();
  const rows = Object.entries(contexts).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    "\nBy context (of / its budget)",
    ...table(
      rows.map(([context, used]) => ({
        context,
        ...Object.fromEntries(
          unitNames.map((name) => [name, `${round(used[name])} / ${(allowed[context] ?? noUnits())[name]}`]),
        ),
      })),
    ),
  ];
}

function costReport({ usage }: CaseFigures, prices: PriceList): string[] {
  const { currency, region } = prices;
  const costs = costPerMillion(prices, usage);
  const known = costs.flatMap(({ cost }) => cost ?? []);
  const missing = costs.length - known.length;
  return [
    `\n${currency} per million cases in ${region}`,
    ...table([
      ...costs.map(({ position, cost, unconfirmed }) => ({
        position,
        units: round(usage[position]),
        [currency]: cost === undefined ? "not known" : round(cost),
        price: unconfirmed ? "unconfirmed" : "",
      })),
      {
        position: missing > 0 ? `without the ${missing} that are not known` : "in all",
        units: "",
        [currency]: round(known.reduce((total, cost) => total + cost, 0)),
      },
    ]),
    "  Prices on demand, without free tiers; source and date of each: scripts/bench/prices.json.",
    `  Lambda's seconds are reckoned: the processor's time here, at the share of one that the memory gives, and ${assumedWaitMs} ms`,
    "  for each request to DynamoDB, S3 or the bus. Keys cost nothing a case: DynamoDB asks for its key every five minutes,",
    "  buckets and queues use their own. Not in it: storage, traces, metrics, transfer, secrets, sweeps, reading lists and pages.",
  ];
}
