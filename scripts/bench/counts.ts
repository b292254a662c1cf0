export type Counts = Record<string, number>;

export const sum = (counts: Counts, which: (name: string) => boolean = () => true): number =>
  Object.entries(counts).reduce((total, [name, count]) => total + (which(name) ? count : 0), 0);

export function add(counts: Counts, name: string, count: number): void {
  counts[name] = (counts[name] ?? 0) + count;
}

/** What came between two counts, for each of so many cases. */
export const between = (before: Counts, after: Counts, cases: number): Counts =>
  Object.fromEntries(
    Object.entries(after)
      .map(([name, count]): [string, number] => [name, (count - (before[name] ?? 0)) / cases])
      .filter(([, count]) => count > 0),
  );
