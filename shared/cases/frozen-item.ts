import type { PublishedItem } from "#shared/catalogue/public.ts";
import type { CaseHead } from "./record.ts";

/** What a case keeps of its item for good: later versions of the item change nothing in it. */
export const frozenItem = (
  { item, version }: PublishedItem,
  handIn: CaseHead["handIn"],
): CaseHead["item"] => ({
  code: item.itemCode,
  version,
  ...(item.kind === "instant" && { instant: true }),
  legal: item.legalLimit,
  promised: item.promisedLimit,
  ...(handIn === "courier" && { originals: true }),
  ...(item.separateDecider && { separateDecider: true }),
});
