export type Cursor = Record<string, string> | undefined;
/** One page of a list; `next` is where the following one starts, undefined after the last. */
export type Page<Entry> = { items: Entry[]; next: Cursor };
