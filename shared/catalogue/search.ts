import { ConverterFactory } from "opencc-js/core";
import toSimplified from "opencc-js/dict/TSCharacters";
import type * as z from "zod";
import type { Text } from "#shared/kernel/http/locale.ts";
import type { listItems } from "./api.ts";
import type { ItemSummary } from "./item-summary.ts";

type ItemQuery = Omit<z.output<typeof listItems.query>, "limit" | "cursor">;

/** An occasion of a life, and what it usually needs, in that order (人生大事). */
export type LifeEvent = { id: string; name: Text; items: readonly string[] };

/** Traditional characters become simplified ones. */
const simplified = ConverterFactory([toSimplified]);

const normalise = (text: string): string =>
  simplified(text.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, ""));

/** What is asked around a matter, and not its name: 怎么办身份证, 哪里可以补社保卡. */
const around =
  /^(请问|我想|我要|想要|怎么|怎样|如何|在哪里|在哪|哪里|可以|能|办理|办|申请|查询|查)+|(怎么办理?|如何办理?|在哪里?办|哪里办|办理|吗|呢|[?？。!！,，])+$/g;

const wordsOf = (q: string): string[] =>
  q
    .trim()
    .split(/\s+/)
    .map(normalise)
    // Of a question that is nothing else, all stays.
    .map((word) => word.replaceAll(around, "") || word)
    .filter(Boolean);

const textOf = ({ name, result, aliases = [] }: ItemSummary): string =>
  normalise([name.zh, name.en, result.zh, result.en, ...aliases].join("\n"));

/** Every word in the item's name, what one gets or what people call it, in either language; or the code's beginning. */
function matchesWords(summary: ItemSummary, words: readonly string[]): boolean {
  const text = textOf(summary);
  return words.every((word) => text.includes(word) || summary.itemCode.toLowerCase().startsWith(word));
}

export function searchItems(
  summaries: ItemSummary[],
  query: ItemQuery,
  lifeEvents: readonly LifeEvent[] = [],
): ItemSummary[] {
  const { q, event, theme, department, audience, channel } = query;
  const words = wordsOf(q ?? "");
  const needed = event ? (lifeEvents.find(({ id }) => id === event)?.items ?? []) : undefined;
  const among = needed
    ? needed.flatMap((code) => summaries.find(({ itemCode }) => itemCode === code) ?? [])
    : summaries;
  return among.filter(
    (summary) =>
      matchesWords(summary, words) &&
      (!theme || summary.themes.includes(theme)) &&
      (!department || summary.department === department) &&
      (!audience || summary.audience.includes(audience)) &&
      (!channel || summary.channels.includes(channel)),
  );
}
