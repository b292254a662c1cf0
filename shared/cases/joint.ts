import type { CatalogueItems, ServiceItem } from "#shared/catalogue/public.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import type { CaseStore } from "./case-store.ts";
import { earlierOrFree } from "./free-number.ts";
import type { CaseHead } from "./record.ts";

type Part = NonNullable<CaseHead["parts"]>[number];

/** The parts that were chosen, as the case of a joint matter keeps them; none waits for one that was not. */
export const partsOf = (
  { after: needed = {} }: Pick<NonNullable<ServiceItem["joint"]>, "after">,
  chosen: readonly string[],
): Part[] =>
  chosen.map((code) => {
    const after = (needed[code] ?? []).map((one) => chosen.indexOf(one)).filter((place) => place >= 0);
    return { code, ...(after.length > 0 && { after }) };
  });

/** Not ended, and everything that must be approved before it is. */
export const canBegin = ({ after = [], result }: Part, parts: readonly Part[]): boolean =>
  !result && after.every((place) => parts[place]?.result === "approved");

export const isPartOf = (whole: CaseHead, code: string, { parent, item }: CaseHead): boolean =>
  parent === whole.caseNumber && item.code === code;

/** The case of a part, or the number that is free for it. */
export const partOrNumber = (
  store: Pick<CaseStore, "read">,
  whole: CaseHead,
  code: string,
  department: string,
): Promise<{ earlier?: CaseHead; free?: string }> =>
  earlierOrFree(
    store,
    {
      department,
      day: dayOf(whole.clock.startedAt ?? whole.submittedAt),
      submitter: whole.caseNumber,
      idempotencyKey: code,
    },
    (found) => isPartOf(whole, code, found),
  );

/** The case of a part; undefined when it was not opened. */
export async function partOfWhole(
  { store, items }: { store: Pick<CaseStore, "read">; items: Pick<CatalogueItems, "current"> },
  whole: CaseHead,
  code: string,
): Promise<CaseHead | undefined> {
  const published = await items.current(code);
  return published && (await partOrNumber(store, whole, code, published.item.department)).earlier;
}

/** Parts whose decisions are questioned: a remedy stands where the decision does, and the whole shows it. */
export async function questionedParts(store: Pick<CaseStore, "readMany">, { parts = [] }: CaseHead) {
  const decided = parts.flatMap(({ caseNumber }) => caseNumber ?? []);
  const cases = decided.length > 0 ? await store.readMany(decided, { maybeOlder: true }) : [];
  return cases.flatMap(({ item, caseNumber, remedy: kept }) => {
    if (!kept) return [];
    const { by: _recorder, ...remedy } = kept;
    return [{ code: item.code, caseNumber, remedy }];
  });
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
