import { allPages } from "#shared/kernel/aws/page.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import type { ServiceItem } from "./item.ts";
import type { ItemSummary } from "./item-summary.ts";
import { type ItemRecord, listingPartition, type serviceItem } from "./record.ts";

/** The contents of items' versions, each kept under its digest and never changed. */
export type ItemContents = {
  put(item: ServiceItem, digest: string): Promise<void>;
  read(itemCode: string, digest: string): Promise<ServiceItem | undefined>;
};

export type Catalogue = {
  store: RecordStore<ItemRecord, (typeof serviceItem)["indexes"]>;
  contents: ItemContents;
};

/** Of all items, by code. */
export async function summariesIn(store: Pick<Catalogue["store"], "list">): Promise<ItemSummary[]> {
  const rows = await allPages((cursor) => store.list("listing", listingPartition, { cursor, limit: 1000 }));
  return rows.map(({ summary }) => summary);
}
