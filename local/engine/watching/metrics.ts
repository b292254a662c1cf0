export type Dimensions = Readonly<Record<string, string>>;
export type MetricName = { namespace: string; name: string; dimensions: Dimensions };
/** A stretch of time in ms since 1970, its end counted to it. */
export type Stretch = { from: number; to: number };

type Sample = { at: number; value: number };

const keyOf = ({ namespace, name, dimensions }: MetricName): string =>
  JSON.stringify([namespace, name, ...Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);

/** What the engine did, as CloudWatch would have counted it. */
export class Metrics {
  readonly #now: () => number;
  readonly #samples = new Map<string, Sample[]>();
  readonly #names = new Map<string, MetricName>();
  readonly #gauges = new Map<string, () => number | undefined>();

  constructor(now: () => number) {
    this.#now = now;
  }

  now(): number {
    return this.#now();
  }

  record(metric: MetricName, value: number): void {
    const key = keyOf(metric);
    const samples = this.#samples.get(key) ?? [];
    samples.push({ at: this.#now(), value });
    this.#samples.set(key, samples);
    this.#names.set(key, metric);
  }

  /** Something that is looked up when it is asked for, such as a queue's length: known of now, and of no time before. */
  gauge(metric: MetricName, read: () => number | undefined): void {
    this.#gauges.set(keyOf(metric), read);
  }

  /** Those of a name that have these dimensions and no others. */
  having(namespace: string, name: string, dimensions: readonly string[]): MetricName[] {
    const wanted = dimensions.toSorted().join();
    return [...this.#names.values()].filter(
      (metric) =>
        metric.namespace === namespace &&
        metric.name === name &&
        Object.keys(metric.dimensions).sort().join() === wanted,
    );
  }

  values(metric: MetricName, { from, to }: Stretch): number[] {
    const key = keyOf(metric);
    const now = to >= this.#now() ? this.#gauges.get(key)?.() : undefined;
    const samples = (this.#samples.get(key) ?? []).filter(({ at }) => at > from && at <= to);
    return [...samples.map(({ value }) => value), ...(now === undefined ? [] : [now])];
  }
}

/** @throws Error for a statistic that is not known here */
export function statisticOf(statistic: string, values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  const total = values.reduce((sum, value) => sum + value, 0);
  switch (statistic) {
    case "Sum":
      return total;
    case "Average":
      return total / values.length;
    case "Maximum":
      return Math.max(...values);
    case "Minimum":
      return Math.min(...values);
    case "SampleCount":
      return values.length;
    default: {
      const percent = Number(/^p(\d+(?:\.\d+)?)$/.exec(statistic)?.[1]);
      if (Number.isNaN(percent)) throw new Error(`The local engine knows no statistic ${statistic}.`);
      const sorted = values.toSorted((a, b) => a - b);
      return sorted[Math.min(sorted.length - 1, Math.floor((percent / 100) * sorted.length))];
    }
  }
}
