import { type CatalogueStore, dynamodbCatalogueStore } from "./catalogue-store.ts";
import type { ServiceItem } from "./item.ts";

export type { Material, ServiceItem } from "./item.ts";

export type PublishedItem = { item: ServiceItem; version: number };

/** What other contexts may ask of the catalogue. */
export type CatalogueItems = {
  /** The version in force; undefined when there is no such item. */
  current(itemCode: string): Promise<PublishedItem | undefined>;
  /** A version as it was when somebody applied for it; versions never change. */
  version(itemCode: string, version: number): Promise<PublishedItem | undefined>;
};

export function itemsOf(store: Pick<CatalogueStore, "head" | "version">): CatalogueItems {
  const versions = new Map<string, PublishedItem>();
  const version: CatalogueItems["version"] = async (itemCode, number) => {
    const key = `${itemCode}/${number}`;
    const known = versions.get(key);
    if (known) return known;
    const item = await store.version(itemCode, number);
    if (!item) return undefined;
    const published = { item, version: number };
    // Immutable, so it may be kept as long as this execution environment lives; a few hundred are enough.
    if (versions.size > 300) versions.clear();
    versions.set(key, published);
    return published;
  };
  return {
    version,
    async current(itemCode) {
      const head = await store.head(itemCode);
      return head && version(itemCode, head.version);
    },
  };
}

export const catalogueItems = (table: string): CatalogueItems => itemsOf(dynamodbCatalogueStore(table));
