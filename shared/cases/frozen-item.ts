import type { PublishedItem } from "#shared/catalogue/public.ts";
import type { CaseHead } from "./record.ts";

/** What a case keeps of its item for good: later versions of the item change nothing in it. */
export const frozenItem = (
  { item, version }: PublishedItem,
  handIn: CaseHead["handIn"],
): CaseHead["item"] => ({
  code: item.itemCode,
  version,
  instant: item.kind === "instant",
  legal: item.legalLimit,
  promised: item.promisedLimit,
  originals: handIn === "courier",
  ...(item.separateDecider && { separateDecider: true }),
});
