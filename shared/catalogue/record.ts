import * as z from "zod";
import { catalogueEvents } from "#events/catalogue.ts";
import { departmentCode, digest, itemCode } from "#events/identifiers.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import { itemSummarySchema } from "./item-summary.ts";

export { newMisses, searchMiss } from "./search/misses.ts";
export { everydayWord } from "./search/words.ts";

/** All items, in the order of their codes: a district has about a thousand. */
export const listingPartition = "LISTING";

/** A service item (政务服务事项): which versions there are, and what a list shows of the one in force. */
export const serviceItem = defineRecord({
  name: "item",
  id: "itemCode",
  format: 1,
  fields: {
    itemCode,
    department: departmentCode,
    /** Of each version's content, oldest first: where it is kept; the last one is in force. */
    digests: z.array(digest).min(1),
    summary: z.object(itemSummarySchema.shape),
  },
  events: catalogueEvents,
  eventData: ({ itemCode, version, department, digests }) => ({
    itemCode,
    itemVersion: version,
    department,
    digest: digests.at(-1) ?? "",
  }),
  indexes: {
    listing: {
      key: "listingKey",
      partition: () => listingPartition,
      sort: "itemCode",
      projects: ["summary"],
    },
  },
});
export type ItemRecord = ReturnType<typeof serviceItem.fromItem>;
