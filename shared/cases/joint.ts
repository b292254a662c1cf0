import type { ServiceItem } from "#shared/catalogue/public.ts";
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
