import type { Text } from "#shared/kernel/http/locale.ts";
import type { ServiceItem } from "./item.ts";
import type { Finding } from "./problem-messages.ts";

/** The code tables an item is checked against. */
export type CatalogueContext = {
  departments: readonly { code: string; name: Text; uscc: string }[];
  themes: readonly { id: string; name: Text; icon: string }[];
  /** The official list (中介服务清单); the names are Chinese, as items quote them. */
  intermediaryServices: readonly { name: { zh: string }; basis: string }[];
};

export type Rule = {
  needs: readonly (keyof ServiceItem)[];
  check: (item: ServiceItem, context: CatalogueContext) => Finding[];
};

/** The finding, if there is reason for it. */
export const findingIf = (isWrong: boolean, finding: Finding): Finding[] => (isWrong ? [finding] : []);

/**
 * A rule and the fields it reads. It runs whenever these are well-formed, whatever is wrong elsewhere in the row, so
 * that one upload brings everything to light; the type keeps it from reading a field that it does not name.
 */
export const rule = <Key extends keyof ServiceItem>(
  needs: readonly Key[],
  check: (item: Pick<ServiceItem, Key>, context: CatalogueContext) => Finding[],
): Rule => ({ needs, check });
