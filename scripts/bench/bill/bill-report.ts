import { type PriceList, pricesOf } from "../prices.ts";
import { round, table } from "../table.ts";
import { assumptions } from "./assumptions.ts";
import { type BillLine, monthlyBill } from "./bill.ts";
import type { Standing } from "./standing.ts";
import type { CaseMeasures } from "./stored.ts";

const volumes = [100_000, 1_000_000];
const years = [1, 10];

const sumOf = (lines: BillLine[]): number => lines.reduce((sum, { cost = 0 }) => sum + cost, 0);

/** A month for each volume, in the first and in the tenth year, at a region's prices. */
function bill(measures: CaseMeasures, standing: Standing, prices: PriceList): string[] {
  const columns = volumes.flatMap((casesPerYear) =>
    years.map((year) => ({
      name: `${casesPerYear.toLocaleString("en")} a year, year ${year}`,
      lines: monthlyBill(measures, standing, prices, { casesPerYear, year }),
    })),
  );
  const positions = columns[0]?.lines.map(({ position }) => position) ?? [];
  const shown = (cost: number | undefined): string => (cost === undefined ? "not known" : cost.toFixed(2));
  const unknown = columns.some(({ lines }) => lines.some(({ cost }) => cost === undefined));
  return [
    `\n${prices.currency} a month in ${prices.region}, by cases in every year`,
    ...table([
      ...positions.map((position, row) => ({
        position,
        ...Object.fromEntries(columns.map(({ name, lines }) => [name, shown(lines[row]?.cost)])),
      })),
      {
        position: unknown ? "what is known" : "in all",
        ...Object.fromEntries(columns.map(({ name, lines }) => [name, sumOf(lines).toFixed(2)])),
      },
    ]),
  ];
}

/** The bill at the prices of where the environment goes, and, where these are not known, at those of the usual region. */
export function billReport(measures: CaseMeasures, standing: Standing, prices: PriceList): string[] {
  const { stored } = measures;
  const usual = pricesOf();
  return [
    ...bill(measures, standing, prices),
    ...(prices.region === usual.region ? [] : bill(measures, standing, usual)),
    `\n  A case leaves ${round(stored.tableBytes / 1024)} KB in tables and indexes and ${round(stored.officialDocuments)} official documents of ${round(stored.officialDocumentBytes / 1024)} KB: measured.`,
    "  Assumed, and in scripts/bench/bill/assumptions.ts to be changed by whoever knows better:",
    ...table(
      Object.entries(assumptions).map(([name, { value, because }]) => ({
        assumption: name,
        value: typeof value === "number" ? value : JSON.stringify(value),
        because,
      })),
    ),
    "  Prices on demand, without free tiers; many are from memory: scripts/bench/prices.json. Not in it:",
    "  CloudFront beyond transfer where there is no front door, backups elsewhere, messages to people, support, tax.",
  ];
}
