import type { Catalogue } from "./contents.ts";
import { dynamodbCatalogueReader } from "./dynamodb-catalogue-reader.ts";
import type { ServiceItem } from "./item.ts";
import type { ItemRecord } from "./record.ts";

export type { Material, ServiceItem } from "./item.ts";

export type PublishedItem = { item: ServiceItem; version: number };

type CatalogueReads = {
  store: Pick<Catalogue["store"], "read">;
  contents: Pick<Catalogue["contents"], "read">;
};

/** What other contexts may ask of the catalogue. */
export type CatalogueItems = {
  /** The version in force; undefined when there is no such item. */
  current(itemCode: string): Promise<PublishedItem | undefined>;
  /** A version as it was when somebody applied for it; versions never change. */
  version(itemCode: string, version: number): Promise<PublishedItem | undefined>;
};

export function itemsOf({ store, contents }: CatalogueReads): CatalogueItems {
  const versions = new Map<string, PublishedItem>();
  const known = (itemCode: string, version: number) => versions.get(`${itemCode}/${version}`);

  const contentOf = async ({ itemCode, digests }: ItemRecord, version: number) => {
    const digest = digests[version - 1];
    if (digest === undefined) return undefined;
    const item = await contents.read(itemCode, digest);
    if (!item) throw new Error(`item ${itemCode} has no content for its version ${version}`);
    const published = { item, version };
    // Immutable, so it may be kept as long as this execution environment lives; a few hundred are enough.
    if (versions.size > 300) versions.clear();
    versions.set(`${itemCode}/${version}`, published);
    return published;
  };

  return {
    async version(itemCode, version) {
      const found = known(itemCode, version);
      if (found) return found;
      const record = await store.read(itemCode);
      return record && contentOf(record, version);
    },
    async current(itemCode) {
      const record = await store.read(itemCode, { maybeOlder: true });
      return record && (known(itemCode, record.version) ?? contentOf(record, record.version));
    },
  };
}

export const catalogueItems = (table: string): CatalogueItems => itemsOf(dynamodbCatalogueReader(table));
