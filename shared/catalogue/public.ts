import type { ExaminationNeed } from "#events/examination.ts";
import type { SituationAnswers } from "#shared/kernel/forms/situation-answers.ts";
import type { Catalogue } from "./contents.ts";
import { dynamodbCatalogueReader } from "./dynamodb-catalogue.ts";
import { examinationNeedsOf } from "./examination-needs.ts";
import type { ServiceItem } from "./item.ts";
import type { ItemRecord } from "./record.ts";
import { inSituation } from "./situation.ts";

export type { Material, Retention, ServiceItem } from "./item.ts";
export { askedWith, chosenParts } from "./joint-parts.ts";
export { guide, inSituation, inSituationAndMore, situationWords, unsure } from "./situation.ts";

/** 行政许可法 Art. 42: the organ's head may add 10 working days; for joint handling the government's head 15. */
const licenceExtension = (joint: boolean) => ({
  limit: { days: joint ? 15 : 10, unit: "workingDay" as const },
  approver: joint ? ("government" as const) : ("organ" as const),
  basis: "《中华人民共和国行政许可法》第四十二条",
});

/** Undefined where the law gives none. */
function extensionOf({ extension, itemType, joint, kind, legalLimit }: ServiceItem) {
  if (extension === "none" || kind === "instant" || legalLimit.unit === "none") return undefined;
  return extension ?? (itemType === "licence" ? licenceExtension(joint !== undefined) : undefined);
}

/** `extension`: by how much its legal limit can be extended, once. */
export type PublishedItem = {
  item: ServiceItem;
  version: number;
  extension?: ReturnType<typeof extensionOf>;
  /** What a case cannot be decided without (审查程序). */
  examination?: ExaminationNeed[];
};

type CatalogueReads = {
  store: Pick<Catalogue["store"], "read">;
  contents: Pick<Catalogue["contents"], "read">;
};

/** What other contexts may ask of the catalogue. */
export type CatalogueItems = {
  /** The version in force; undefined when there is no such item. */
  current(itemCode: string): Promise<PublishedItem | undefined>;
  /** A version as it was when somebody applied for it; versions never change. */
  version(
    itemCode: string,
    version: number,
    /** As the situation leaves it that these answers describe. */
    situation?: SituationAnswers,
  ): Promise<PublishedItem | undefined>;
};

export function itemsOf({ store, contents }: CatalogueReads): CatalogueItems {
  const versions = new Map<string, PublishedItem>();
  const known = (itemCode: string, version: number) => versions.get(`${itemCode}/${version}`);

  const contentOf = async ({ itemCode, digests }: ItemRecord, version: number) => {
    const digest = digests[version - 1];
    if (digest === undefined) return undefined;
    const item = await contents.read(itemCode, digest);
    if (!item) throw new Error(`item ${itemCode} has no content for its version ${version}`);
    const needs = examinationNeedsOf(item);
    const published = {
      item,
      version,
      extension: extensionOf(item),
      ...(needs.length > 0 && { examination: needs }),
    };
    // Immutable, so it may be kept as long as this execution environment lives; a few hundred are enough.
    if (versions.size > 300) versions.clear();
    versions.set(`${itemCode}/${version}`, published);
    return published;
  };

  return {
    async version(itemCode, version, situation) {
      const record = known(itemCode, version) ? undefined : await store.read(itemCode);
      const found = known(itemCode, version) ?? (record && (await contentOf(record, version)));
      return found && situation ? { ...found, item: inSituation(found.item, situation) } : found;
    },
    async current(itemCode) {
      const record = await store.read(itemCode, { maybeOlder: true });
      return record && (known(itemCode, record.version) ?? contentOf(record, record.version));
    },
  };
}

export const catalogueItems = (table: string): CatalogueItems => itemsOf(dynamodbCatalogueReader(table));
