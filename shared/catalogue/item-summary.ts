import * as z from "zod";
import { inBothLanguages } from "#shared/kernel/text.ts";
import { audiences, channels, itemTypes, type ServiceItem } from "./item.ts";

/** What a list shows of an item. */
export const itemSummarySchema = z.strictObject({
  itemCode: z.string(),
  version: z.int().positive(),
  name: inBothLanguages,
  aliases: z.array(z.string()).optional(),
  /** What one gets by it. */
  result: inBothLanguages,
  itemType: z.enum(itemTypes),
  department: z.string(),
  themes: z.array(z.string()),
  audience: z.array(z.enum(audiences)),
  channels: z.array(z.enum(channels)),
  kind: z.enum(["instant", "promised", "other"]),
  promisedDays: z.int(),
  visits: z.int(),
  oneIdOnly: z.boolean(),
});
export type ItemSummary = z.infer<typeof itemSummarySchema>;

export const summaryOf = (item: ServiceItem, version: number): ItemSummary => ({
  itemCode: item.itemCode,
  version,
  name: item.name,
  ...(item.aliases && { aliases: item.aliases }),
  result: item.result.name,
  itemType: item.itemType,
  department: item.department,
  themes: item.themes,
  audience: item.audience,
  channels: item.channels,
  kind: item.kind,
  promisedDays: item.promisedLimit.days,
  visits: item.visits,
  oneIdOnly: item.oneIdOnly,
});
