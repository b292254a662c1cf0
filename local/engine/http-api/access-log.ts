/** What API Gateway knows of one call, filled in on its way. */
export type CallFacts = {
  requestId: string;
  routeKey: string;
  address: string | undefined;
  /** By the monotonic clock, in ms. */
  since: number;
  claims?: Record<string, unknown> | undefined;
  authorizerError?: string;
};

/** A line in the stage's format; what is not there is `-`, as API Gateway writes it. */
export function accessLine(
  format: string,
  { claims = {}, ...facts }: CallFacts & { status: number; bytes: number },
): string {
  const values: Record<string, unknown> = {
    requestId: facts.requestId,
    requestTime: new Date().toISOString(),
    routeKey: facts.routeKey,
    status: facts.status,
    responseLength: facts.bytes,
    responseLatency: Math.round(performance.now() - facts.since),
    "identity.sourceIp": facts.address,
    "authorizer.error": facts.authorizerError,
    ...Object.fromEntries(
      Object.entries(claims).map(([name, value]) => [`authorizer.claims.${name}`, value]),
    ),
  };
  return format.replace(/\$context\.([\w.]+)/g, (_all, name: string) =>
    JSON.stringify(String(values[name] ?? "-")).slice(1, -1),
  );
}
