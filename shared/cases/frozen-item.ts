import type { PublishedItem } from "#shared/catalogue/public.ts";
import type { CaseHead } from "./record.ts";

/** What a case keeps of its item for good: later versions of the item change nothing in it. */
export function frozenItem(
  { item, version, extension }: PublishedItem,
  handIn: CaseHead["handIn"],
): CaseHead["item"] {
  const { legalLimit } = item;
  const procedures = item.specialProcedures.map(({ kind, maxDays }) => ({ kind, maxDays }));
  return {
    code: item.itemCode,
    version,
    ...(item.kind === "instant" && { instant: true }),
    ...(legalLimit.unit !== "none" && { legal: legalLimit }),
    promised: item.promisedLimit,
    ...(extension && { extension: extension.limit }),
    ...(procedures.length > 0 && { procedures }),
    ...(handIn === "courier" && { originals: true }),
    ...(item.separateDecider && { separateDecider: true }),
  };
}
