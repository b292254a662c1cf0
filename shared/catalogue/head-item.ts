import * as z from "zod";
import { itemSummarySchema } from "./item.ts";

/** An item's current record: which version is in force, and what a list shows of it. */
export const catalogueHeadSchema = z.object({
  itemCode: z.string(),
  version: z.int().positive(),
  department: z.string(),
  digest: z.string(),
  publishedAt: z.iso.datetime(),
  trace: z.string(),
  summary: itemSummarySchema,
});
export type CatalogueHead = z.infer<typeof catalogueHeadSchema>;
