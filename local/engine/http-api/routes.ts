export type Matched<Route> = { route: Route; parameters: Record<string, string> };

type Segmented<Route> = { route: Route; method: string; segments: string[] };

/** How much a segment of a route binds: literal before {name} before {name+}. */
const weight = (segment: string): number => (segment.endsWith("+}") ? 0 : segment.startsWith("{") ? 1 : 2);

/**
 * Picks the route as HTTP APIs do: the most specific path wins, a method before ANY, then `$default`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function router<Route>(routes: { key: string; route: Route }[]) {
  const fallback = routes.find(({ key }) => key === "$default")?.route;
  const candidates: Segmented<Route>[] = routes
    .filter(({ key }) => key !== "$default")
    .map(({ key, route }) => {
      const [method = "", path = ""] = key.split(" ");
      return { route, method, segments: path.split("/").slice(1) };
    })
    .sort((a, b) => compare(b, a));

  return (method: string, path: string): Matched<Route> | undefined => {
    const steps = path.split("/").slice(1);
    for (const { route, method: wanted, segments } of candidates) {
      if (wanted !== "ANY" && wanted !== method) continue;
      const parameters = bind(segments, steps);
      if (parameters) return { route, parameters };
    }
    return fallback && { route: fallback, parameters: {} };
  };
}

function compare<Route>(a: Segmented<Route>, b: Segmented<Route>): number {
  const length = Math.max(a.segments.length, b.segments.length);
  for (let index = 0; index < length; index += 1) {
    const difference = weight(a.segments[index] ?? "{+}") - weight(b.segments[index] ?? "{+}");
    if (difference !== 0) return difference;
  }
  return Number(a.method !== "ANY") - Number(b.method !== "ANY");
}

function bind(segments: string[], steps: string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const step = steps[index];
    if (segment.endsWith("+}")) {
      if (step === undefined) return undefined;
      parameters[segment.slice(1, -2)] = decode(steps.slice(index).join("/"));
      return parameters;
    }
    if (step === undefined || step === "") return undefined;
    if (segment.startsWith("{")) parameters[segment.slice(1, -1)] = decode(step);
    else if (segment !== step) return undefined;
  }
  return steps.length === segments.length ? parameters : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
