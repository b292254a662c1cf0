import type { CasesPublic } from "#shared/cases/public.ts";
import type { CatalogueItems } from "#shared/catalogue/public.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import type { Locale } from "#shared/kernel/http/locale.ts";
import type { PolicyTitles } from "#shared/policies/public.ts";
import type { Notice } from "./record.ts";
import { type Filled, filled, type ParamKind, rendered, type Template, templateOf } from "./templates.ts";

export type TextSources = {
  cases: Pick<CasesPublic, "noticedOf">;
  items: Pick<CatalogueItems, "version">;
  policyTitle: PolicyTitles;
  /** The code that waits to be sent to an address; only where codes are sent. */
  codeOf?(addressId: string): Promise<string | undefined>;
};

/** What a citizen tells their cases apart by, and others cannot use. */
const tailOf = (caseNumber: string): string => caseNumber.slice(-6);
const noDay: Record<Locale, string> = { zh: "规定期限", en: "the last day" };

/** The values of one parameter, from whoever owns them; asked for at the moment at which a text is made, and kept nowhere. */
async function paramOf(kind: ParamKind, one: Notice, locale: Locale, sources: TextSources): Promise<string> {
  const { caseNumber, item, count = 1, addressId, policy } = one;
  switch (kind) {
    case "caseTail":
      return tailOf(caseNumber ?? "");
    case "itemTitle":
      return (item && (await sources.items.version(item.code, item.version))?.item.name[locale]) ?? "";
    case "day": {
      const answerBy = caseNumber && (await sources.cases.noticedOf(caseNumber))?.answerBy;
      return answerBy ? dayOf(answerBy) : noDay[locale];
    }
    case "code":
      return (addressId && (await sources.codeOf?.(addressId))) ?? "******";
    case "count":
      return String(count);
    case "policyTitle":
      return (policy && (await sources.policyTitle(policy.id, policy.edition, locale))) ?? "";
  }
}

async function valuesOf({ params }: Template, one: Notice, locale: Locale, sources: TextSources) {
  const entries = await Promise.all(
    Object.entries(params).map(
      async ([name, kind]) => [name, await paramOf(kind, one, locale, sources)] as const,
    ),
  );
  return Object.fromEntries(entries);
}

/** A notice in words: whole in the inbox, short where others can see it. */
export async function textsOf(
  one: Notice,
  part: "inbox" | "short",
  locale: Locale,
  sources: TextSources,
): Promise<Filled & { params: Record<string, string> }> {
  const template = templateOf(one.templateId);
  const params = await valuesOf(template, one, locale, sources);
  const link = filled(template.link, {
    caseNumber: one.caseNumber ?? "",
    policyId: one.policy?.id ?? "",
  });
  return { ...rendered(template, part, locale, params), link, params };
}
