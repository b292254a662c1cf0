import type { CatalogueItems, ServiceItem } from "#shared/catalogue/public.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { caseNumberOf } from "#shared/kernel/identifiers/case-number.ts";
import type { CaseStore } from "./case-store.ts";
import type { CaseHead } from "./record.ts";

type Part = NonNullable<CaseHead["parts"]>[number];

/** The parts of a joint matter as its case keeps them. */
export const partsOf = ({ parts, after = {} }: NonNullable<ServiceItem["joint"]>): Part[] =>
  parts.map((code) => ({
    code,
    ...(after[code] && { after: after[code].map((one) => parts.indexOf(one)) }),
  }));

/** Not ended, and everything that must be approved before it is. */
export const canBegin = ({ after = [], result }: Part, parts: readonly Part[]): boolean =>
  !result && after.every((place) => parts[place]?.result === "approved");

/** How often two parts may derive the same number before we think that something is broken. */
export const maxPartNumbers = 5;

export const partNumberOf = (whole: CaseHead, code: string, department: string, attempt: number): string =>
  caseNumberOf({
    department,
    day: dayOf(whole.clock.startedAt ?? whole.submittedAt),
    submitter: whole.caseNumber,
    idempotencyKey: code,
    attempt,
  });

export const isPartOf = (whole: CaseHead, code: string, { parent, item }: CaseHead): boolean =>
  parent === whole.caseNumber && item.code === code;

/** The case of a part; undefined when it was not opened. */
export async function partOfWhole(
  { store, items }: { store: Pick<CaseStore, "read">; items: Pick<CatalogueItems, "current"> },
  whole: CaseHead,
  code: string,
): Promise<CaseHead | undefined> {
  const published = await items.current(code);
  for (let attempt = 0; published && attempt < maxPartNumbers; attempt += 1) {
    const there = await store.read(partNumberOf(whole, code, published.item.department, attempt));
    if (!there || isPartOf(whole, code, there)) return there;
  }
  return undefined;
}

/** With those that can never begin any more: what had to be approved before them was not. The others go on. */
export function blockDependants(parts: readonly Part[]): Part[] {
  const next = parts.map((part) => {
    const lost = part.after?.some((place) => {
      const { result } = parts[place] ?? {};
      return result !== undefined && result !== "approved";
    });
    return !part.result && lost ? { ...part, result: "blocked" as const } : part;
  });
  return next.some((part, place) => part !== parts[place]) ? blockDependants(next) : next;
}
