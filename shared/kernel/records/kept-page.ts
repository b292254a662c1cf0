import type { Page } from "#shared/kernel/aws/page.ts";
import type { ListQuery } from "./record-store.ts";

type Query = Pick<ListQuery, "cursor" | "limit">;

/** A page of what is to be kept of a list, full unless it is the last: for the few lists of which a little is left out. */
export async function filteredPage<Row>(
  list: (query: Query) => Promise<Page<Row>>,
  keeps: (row: Row) => boolean,
  { cursor, limit }: Query,
): Promise<Page<Row>> {
  const items: Row[] = [];
  let next = cursor;
  do {
    const page = await list({ cursor: next, limit: limit - items.length });
    items.push(...page.items.filter(keeps));
    next = page.next;
  } while (next && items.length < limit);
  return { items, next };
}
