import { useEffect, useState } from "react";
import type * as z from "zod";
import type { historyEntry } from "#shared/kernel/http/record-contracts.ts";
import { usePages } from "./use-read.ts";

/** One step, as every record's history tells it. */
export type HistoryEntry = z.output<typeof historyEntry>;

/** The history is written a moment after the record itself: how often it is looked for, and for how long. */
const everyMs = 700;
const patienceMs = 15_000;

/** A record's steps as far as they are loaded, read again until the newest one is there. */
export function useHistory<Entry extends HistoryEntry = HistoryEntry>(
  path: string,
  { version, enabled = true }: { version: number; enabled?: boolean },
) {
  const [waits, setWaits] = useState(true);
  // Of each version anew, and not for ever.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version begins it, and is not read
  useEffect(() => {
    setWaits(true);
    const timer = setTimeout(() => setWaits(false), patienceMs);
    return () => clearTimeout(timer);
  }, [version]);
  const query = usePages<Entry>(`${path}/history`, {
    enabled,
    refetchInterval: ({ state: { data } }) => {
      const pages = data?.pages ?? [];
      const last = pages.at(-1);
      const isWhole = last !== undefined && last.nextCursor === null;
      const newest = last?.items.at(-1)?.version ?? 0;
      return waits && isWhole && newest < version ? everyMs : false;
    },
  });
  return { query, entries: query.data?.pages.flatMap(({ items }) => items) ?? [] };
}
