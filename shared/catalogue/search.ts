import type * as z from "zod";
import type { listItems } from "./api.ts";
import type { ItemSummary } from "./item.ts";

type ItemQuery = Omit<z.output<typeof listItems.query>, "limit" | "cursor">;

const normalise = (text: string): string => text.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, "");

/** Every word of the query must be in the name, in either language, or the query be the code's beginning. */
function matchesWords(summary: ItemSummary, q: string): boolean {
  const name = normalise(`${summary.name.zh}${summary.name.en}`);
  const words = q.trim().split(/\s+/).map(normalise).filter(Boolean);
  return words.every((word) => name.includes(word) || summary.itemCode.toLowerCase().startsWith(word));
}

export function searchItems(summaries: ItemSummary[], query: ItemQuery): ItemSummary[] {
  const { q, theme, department, audience, channel } = query;
  return summaries.filter(
    (summary) =>
      (!q || matchesWords(summary, q)) &&
      (!theme || summary.themes.includes(theme)) &&
      (!department || summary.department === department) &&
      (!audience || summary.audience.includes(audience)) &&
      (!channel || summary.channels.includes(channel)),
  );
}
