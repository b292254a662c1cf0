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
] as const;
export type Position = (typeof positions)[number];

/** Units of each position. */
export type Usage = Record<Position, number>;

const priceListSchema = z.strictObject({
  currency: z.string(),
  edition: z.string(),
  source: z.string(),
  /** How far these prices can be relied on. */
  certainty: z.string(),
  /** For a million units; what is not known is left out and never guessed. */
  perMillion: z.partialRecord(z.enum(positions), z.number().positive()),
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

/** What a million times this usage costs, by position; undefined where the price is not known. */
export const costPerMillion = (
  { perMillion }: PriceList,
  usage: Usage,
): { position: Position; cost: number | undefined }[] =>
  positions.map((position) => {
    const price = perMillion[position];
    return { position, cost: price === undefined ? undefined : price * usage[position] };
  });
