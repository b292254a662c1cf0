import * as z from "zod";
import { satisfactionLevels } from "#events/rating.ts";
import { type Counts, followUpCounter, noCounts, type Part } from "./count.ts";
import type { StoredDay } from "./days.ts";

export const figuresPartition = (department: string, part: Part): string => `FIGURES#${department}#${part}`;

/** What is counted, in the order in which the table has it, the rarest last: only its end may grow. */
const order = [
  "ratable",
  "answered",
  ...satisfactionLevels.toReversed(),
  "quarantined",
  "dismissed",
  "rectified",
  "unfounded",
  ...satisfactionLevels.map(followUpCounter),
  "named",
  "calledBack",
];

/** `20,12,7,4,1`: a month of all departments is read at once, so names are left out of each. */
const written = (counts: Counts): string =>
  order
    .map((what) => counts[what] ?? 0)
    .join(",")
    .replace(/(,0)+$/, "");

const read = (text: string): Counts =>
  Object.fromEntries(
    text.split(",").flatMap((count, index) => {
      const what = order[index];
      return what && count !== "0" ? [[what, Number(count)]] : [];
    }),
  );

const keptItemSchema = z.object({
  sk: z.iso.date(),
  /** Milliseconds since 1970. */
  madeAt: z.int().transform((at) => new Date(at).toISOString()),
  /** What all names begin with: items of one department share half of their codes. */
  prefix: z.string(),
  counts: z.record(z.string(), z.string().regex(/^\d+(,\d+)*$/)),
});

/** What all of several names begin with, but for their last letter: DynamoDB takes no name that is empty. */
function commonPrefix(names: readonly string[]): string {
  const [first = "", ...others] = names;
  let length = others.length > 0 ? Math.min(...names.map((name) => name.length - 1)) : 0;
  while (!others.every((other) => other.startsWith(first.slice(0, length)))) length -= 1;
  return first.slice(0, length);
}

export const storedAt = (madeAt: string): number => Date.parse(madeAt);

/** Of a department's day, one part: `all`, or the values of one dimension. */
export function figuresItem(department: string, part: Part, { day, madeAt, counts }: StoredDay) {
  const prefix = commonPrefix(Object.keys(counts[part]));
  const entries = Object.entries(counts[part]).map(([name, each]) => [
    name.slice(prefix.length),
    written(each),
  ]);
  return {
    pk: figuresPartition(department, part),
    sk: day,
    madeAt: storedAt(madeAt),
    prefix,
    counts: Object.fromEntries(entries),
  };
}

/** A department's days from their parts' items, in the order of days. @throws ZodError for what we did not write */
export function storedDaysOf(items: readonly { part: Part; item: unknown }[]): StoredDay[] {
  const days = new Map<string, StoredDay>();
  for (const { part, item } of items) {
    const { sk: day, madeAt, prefix, counts } = keptItemSchema.parse(item);
    const known = days.get(day) ?? { day, madeAt, counts: noCounts() };
    days.set(day, known);
    known.counts[part] = Object.fromEntries(
      Object.entries(counts).map(([name, text]) => [prefix + name, read(text)]),
    );
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}
