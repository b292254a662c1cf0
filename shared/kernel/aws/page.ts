export type Cursor = Record<string, string> | undefined;
/** One page of a list; `next` is where the following one starts, undefined after the last. */
export type Page<Entry> = { items: Entry[]; next: Cursor };

/** A list to its end. */
export async function allPages<Entry>(read: (cursor: Cursor) => Promise<Page<Entry>>): Promise<Entry[]> {
  const entries: Entry[] = [];
  let cursor: Cursor;
  do {
    const page = await read(cursor);
    entries.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return entries;
}
