import * as z from "zod";
import { keyFrom } from "#shared/kernel/aws/cursor.ts";
import type { Cursor, Page } from "#shared/kernel/aws/page.ts";
import type { Notice } from "./record.ts";

/** Where somebody's messages lie in the order of what happened. */
export type Inbox = {
  /** Of these names together, the newest first. */
  list(names: readonly string[], page: { cursor?: Cursor; limit: number }): Promise<Page<Notice>>;
};

const startSchema = z.object({ before: z.string().regex(/^\d{17}-[0-9a-f]{16}$/) });
/** What follows the recipient in an id: when, and the hash. */
export const placeOf = ({ noticeId }: Pick<Notice, "noticeId">): string => noticeId.slice(33);

/** The newest of several lists that are each in order. */
export function merged(lists: readonly Notice[][], limit: number): Page<Notice> {
  const all = lists.flat().sort((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1));
  const items = all.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    next:
      last && (all.length > limit || lists.some((one) => one.length === limit))
        ? { before: placeOf(last) }
        : undefined,
  };
}

export const startOf = (cursor: Cursor): string | undefined => keyFrom(startSchema, cursor)?.before;
