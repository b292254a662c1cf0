import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

const positions = [
  "dynamodbWriteUnits",
  "dynamodbReadUnits",
  "sqsRequests",
  "eventBridgeEvents",
  "lambdaRequests",
  "lambdaGbSeconds",
  "apiGatewayRequests",
  "s3Puts",
  "s3Gets",
  "logKilobytes",
] as const;
export type Position = (typeof positions)[number];

/** Units of each position. */
export type Usage = Record<Position, number>;

/** What is paid by the month: for what stands there, for what is kept, for what goes out. */
const monthlyPositions = [
  "alarms",
  "dashboards",
  "metrics",
  "logStoredGb",
  "secrets",
  "keys",
  "keyRequests",
  "t4gMediums",
  "traces",
  "tableGb",
  "recoveryGb",
  "standardGb",
  "infrequentGb",
  "infrequentTransitions",
  "infrequentReadGb",
  "instantArchiveGb",
  "instantArchivePuts",
  "instantArchiveReadGb",
  "transferGb",
  "scannedGb",
  "scannedObjects",
  "firewalls",
  "firewallRules",
  "firewallRequests",
  "edgeRequests",
] as const;
export type MonthlyPosition = (typeof monthlyPositions)[number];

const sourceSchema = z.strictObject({
  source: z.string(),
  /** Of the source. */
  date: z.string(),
  /** Look it up before anybody budgets by it. */
  unconfirmed: z.literal(true).optional(),
});
/** For a million units. */
const priceSchema = sourceSchema.extend({ perMillion: z.number().positive() });
/** For one, a month where it stands or is kept. */
const monthlyPriceSchema = sourceSchema.extend({ each: z.number().positive() });
const priceListSchema = z.strictObject({
  currency: z.string(),
  /** On demand and without free tiers; what is not known is left out and never guessed. */
  prices: z.partialRecord(z.enum(positions), priceSchema),
  monthly: z.partialRecord(z.enum(monthlyPositions), monthlyPriceSchema),
});
export type PriceList = z.infer<typeof priceListSchema> & { region: string };

/** Where an environment goes that names no region. */
const usualRegion = "us-east-1";

/** @throws Error naming the regions that there are prices of */
export function pricesOf(region = usualRegion): PriceList {
  const file = readFileSync(join(import.meta.dirname, "prices.json"), "utf8");
  const lists = z.record(z.string(), priceListSchema).parse(JSON.parse(file));
  const list = lists[region];
  if (!list) throw new Error(`There are no prices of ${region}, but of ${Object.keys(lists).join(", ")}.`);
  return { region, ...list };
}

type Cost = { position: Position; cost: number | undefined; unconfirmed: boolean };

/** What a million times this usage costs, by position; undefined where the price is not known. */
export const costPerMillion = ({ prices }: PriceList, usage: Usage): Cost[] =>
  positions.map((position) => {
    const price = prices[position];
    return {
      position,
      cost: price && price.perMillion * usage[position],
      unconfirmed: price?.unconfirmed === true,
    };
  });
