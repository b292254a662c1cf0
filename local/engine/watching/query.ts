/** What a query looks at: the sum of all metrics of a name that have these dimensions and no others. */
export type MetricsQuery = { namespace: string; name: string; dimensions: string[] };

const form = /^SELECT SUM\((\w+)\) FROM SCHEMA\("([^"]+)", ([\w, ]+)\)$/;

/** CloudWatch's Metrics Insights, as far as the templates use it. @throws Error for anything else */
export function metricsQuery(text: string): MetricsQuery {
  const [, name, namespace, dimensions] = form.exec(text) ?? [];
  if (name === undefined || namespace === undefined || dimensions === undefined)
    throw new Error(`A query of metrics that the local engine cannot read: ${text}`);
  return { namespace, name, dimensions: dimensions.split(",").map((dimension) => dimension.trim()) };
}

export const isMetricsQuery = (expression: string): boolean => expression.startsWith("SELECT ");
