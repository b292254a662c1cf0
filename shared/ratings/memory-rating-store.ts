import type { RatingRecord } from "./rating.ts";
import { fromItem, ratingPartition, setApartList, toItem } from "./rating-item.ts";
import type { RatingStore } from "./rating-store.ts";

/** For tests and local tools: the same contract as the DynamoDB adapter, and it forgets at the end. */
export function inMemoryRatingStore(): RatingStore & { all(): RatingRecord[] } {
  const items = new Map<string, Record<string, unknown>>();
  const listed = (listKey: string): RatingRecord[] =>
    [...items.values()]
      .filter((item) => item.listKey === listKey)
      .sort((a, b) => (String(a.listSort) < String(b.listSort) ? -1 : 1))
      .map(fromItem);
  return {
    async get(id) {
      const item = items.get(ratingPartition(id));
      return item && fromItem(structuredClone(item));
    },
    async write(record) {
      const key = ratingPartition(record);
      if (Number(items.get(key)?.version ?? 0) !== record.version - 1) return false;
      items.set(key, structuredClone(toItem(record)));
      return true;
    },
    async setApart(cursor, limit) {
      const all = listed(setApartList);
      const from = cursor ? all.findIndex((record) => ratingPartition(record) === cursor.pk) + 1 : 0;
      const page = all.slice(from, from + limit);
      const last = page.at(-1);
      return {
        items: structuredClone(page),
        next: last && from + limit < all.length ? { pk: ratingPartition(last) } : undefined,
      };
    },
    all: () => [...items.values()].map((item) => fromItem(structuredClone(item))),
  };
}
