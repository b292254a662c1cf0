import type { ServiceItem } from "#shared/catalogue/public.ts";
import type { Citation } from "./said.ts";

type Guide = Pick<ServiceItem, "materials" | "steps" | "fee" | "legalBasis">;

/** How many paragraphs a part of the guide lists; undefined: it is one text. */
const lengthOf = ({ materials, steps, fee, legalBasis }: Guide, part: Citation["part"]): number | undefined =>
  ({
    conditions: undefined,
    materials: materials.length,
    steps: steps.length,
    fee: fee.items.length > 0 ? fee.items.length : undefined,
    legalBasis: legalBasis.length,
    where: undefined,
  })[part];

/** Whether the guide has this paragraph. */
export function isInGuide(guide: Guide, { part, number }: Citation): boolean {
  if (number === undefined) return true;
  return number <= (lengthOf(guide, part) ?? 0);
}
