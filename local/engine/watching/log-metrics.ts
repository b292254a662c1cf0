import { like } from "../iam/globs.ts";
import type { Resource } from "../templates/stacks.ts";
import type { Metrics } from "./metrics.ts";

type Fields = Record<string, unknown>;
type Transformation = {
  MetricNamespace: string;
  MetricName: string;
  MetricValue: string;
  Dimensions?: { Key: string; Value: string }[];
};

/** `{ $.code = "a.*" }`, or several of these in brackets with `||` between them. @throws Error for any other pattern */
export function filterPattern(text: string): (line: Fields) => boolean {
  const clauses = (/^\{(.*)\}$/.exec(text.trim())?.[1] ?? "").split("||").map((clause) => {
    const [, field, value] = /^\s*\(?\s*\$\.(\w+) = "([^"]*)"\s*\)?\s*$/.exec(clause) ?? [];
    if (field === undefined || value === undefined)
      throw new Error(`The local engine does not know the filter pattern ${text}`);
    return { field, value };
  });
  return (line) =>
    clauses.some(({ field, value }) => line[field] !== undefined && like(value, String(line[field])));
}

const at = (line: Fields, place: string): unknown => (place.startsWith("$.") ? line[place.slice(2)] : place);

type Embedded = { Namespace: string; Dimensions: string[][]; Metrics: { Name: string }[] };

/** Counts what the lines of log groups say: by the template's filters, and in the embedded metric format. */
export function logMetrics(filters: readonly Resource[], metrics: Metrics) {
  const byGroup = Map.groupBy(
    filters.map(({ properties: p }) => ({
      group: String(p.LogGroupName),
      matches: filterPattern(String(p.FilterPattern)),
      makes: p.MetricTransformations as Transformation[],
    })),
    ({ group }) => group,
  );
  const countEmbedded = (line: Fields): void => {
    const { CloudWatchMetrics = [] } = (line._aws ?? {}) as { CloudWatchMetrics?: Embedded[] };
    for (const { Namespace, Dimensions, Metrics: named } of CloudWatchMetrics)
      for (const set of Dimensions)
        for (const { Name } of named) {
          const dimensions = Object.fromEntries(set.map((name) => [name, String(line[name])]));
          metrics.record({ namespace: Namespace, name: Name, dimensions }, Number(line[Name]));
        }
  };
  return (group: string, text: string): void => {
    if (!text.startsWith("{")) return;
    let line: Fields;
    try {
      line = JSON.parse(text) as Fields;
    } catch {
      return;
    }
    countEmbedded(line);
    for (const { matches, makes } of byGroup.get(group) ?? []) {
      if (!matches(line)) continue;
      for (const { MetricNamespace, MetricName, MetricValue, Dimensions = [] } of makes) {
        const dimensions = Object.fromEntries(
          Dimensions.map(({ Key, Value }) => [Key, String(at(line, Value))]),
        );
        metrics.record(
          { namespace: MetricNamespace, name: MetricName, dimensions },
          Number(at(line, MetricValue)),
        );
      }
    }
  };
}
