import type { Cursor, Page } from "#shared/kernel/aws/page.ts";
import { type IndexDefinition, type Indexes, sortOf } from "./index-definition.ts";
import type { RecordDefinition, RecordOf } from "./record.ts";
import type { ListQuery, RecordStore, Row } from "./record-store.ts";

/** Rows asked of each partition at a time: most of them stay unread, and 4 KB are the least that is paid. */
const chunk = 6;

/**
 * A page of several partitions of one index, in their common order, oldest first unless asked otherwise. `placeOf`
 * gives what a row stands under in the index's order; of the same place the ids decide, as in the index itself.
 */
export async function mergedList<
  Rec extends RecordOf<object>,
  Ix extends Indexes<Rec>,
  Name extends keyof Ix & string,
>(
  definition: Pick<RecordDefinition<Rec, Ix>, "indexes" | "keyOf">,
  store: Pick<RecordStore<Rec, Ix>, "list">,
  index: Name,
  partitions: readonly string[],
  { cursor, limit, newestFirst = false }: ListQuery,
  placeOf: (row: Row<Rec, Ix[Name]>) => { id: string; place: string },
): Promise<Page<Row<Rec, Ix[Name]>>> {
  const [only, ...others] = partitions;
  if (only !== undefined && others.length === 0)
    return store.list(index, only, { cursor, limit, newestFirst });
  const cursorAt = (row: Row<Rec, Ix[Name]>): Cursor => {
    const { id, place } = placeOf(row);
    const sort = sortOf(definition.indexes[index] as IndexDefinition<Rec>);
    return { ...definition.keyOf(id), [sort]: place };
  };
  const orderOf = (row: Row<Rec, Ix[Name]>): string => {
    const { id, place } = placeOf(row);
    return `${place} ${id}`;
  };
  const heads = await Promise.all(
    partitions.map(async (partition) => ({
      partition,
      ...(await store.list(index, partition, { cursor, limit: Math.min(chunk, limit), newestFirst })),
    })),
  );
  const items: Row<Rec, Ix[Name]>[] = [];
  while (items.length < limit) {
    const [first] = heads
      .flatMap((head) => head.items.slice(0, 1).map((row) => ({ head, row, place: orderOf(row) })))
      .sort((a, b) => (a.place < b.place === newestFirst ? 1 : -1));
    if (!first) return { items, next: undefined };
    items.push(first.row);
    first.head.items.shift();
    if (first.head.items.length === 0 && first.head.next)
      Object.assign(
        first.head,
        await store.list(index, first.head.partition, { cursor: first.head.next, limit: chunk, newestFirst }),
      );
  }
  const last = items.at(-1);
  const isEnd = heads.every((head) => head.items.length === 0);
  return { items, next: last && !isEnd ? cursorAt(last) : undefined };
}
