import { randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { ThrottledError } from "../lambda/function.ts";
import { type Logger, messageOf } from "../log.ts";
import { BodyTooLargeError, readBody } from "../server.ts";
import type { Resource, Stacks } from "../templates/stacks.ts";
import type { EngineHooks } from "../types.ts";
import { accessLine, type CallFacts } from "./access-log.ts";
import { type Authorization, jwtAuthorizer } from "./authorizer.ts";
import { type Cors, corsHeaders, preflightHeaders } from "./cors.ts";
import { answerOf, type HttpAnswer, requestEvent } from "./event.ts";
import { router } from "./routes.ts";
import { tokenBucket } from "./throttle.ts";

/** HTTP APIs take no more and wait no longer. */
const bodyLimit = 10 * 1024 * 1024;
const integrationTimeoutMs = 30_000;
/** All lines of the headers together. */
const headersLimit = 10_240;
/** What a function takes and gives, as JSON in UTF-8. */
const payloadLimit = 6 * 1024 * 1024;

const bytesOfHeaders = ({ rawHeaders }: IncomingMessage): number =>
  rawHeaders.reduce((sum, part) => sum + Buffer.byteLength(part) + 2, 0);
const isTooLarge = (payload: unknown): boolean => Buffer.byteLength(JSON.stringify(payload)) > payloadLimit;

type Authorize = (header: string | undefined, scopes: string[]) => Promise<Authorization>;
type Route = { key: string; functionArn: string; authorize: Authorize | undefined; scopes: string[] };

export type HttpApiDeps = {
  stacks: Stacks;
  /** The local sign-in server stands in for the issuer that the template names. */
  issuer: { url: string; jwksUri: string };
  invoke(functionArn: string, event: unknown): Promise<unknown>;
  hooks: Pick<EngineHooks, "onAnswer" | "onAccess">;
  log: Logger;
};

const errorAnswer = (status: number, message: string, more: Record<string, string> = {}): HttpAnswer => ({
  status,
  headers: { "content-type": "application/json", ...more },
  body: Buffer.from(JSON.stringify({ message })),
});

function routesOf({ stacks, issuer }: HttpApiDeps): Route[] {
  const integrations = new Map(
    stacks.ofType("AWS::ApiGatewayV2::Integration").map(({ ref, logicalId, properties }) => {
      const { IntegrationType, PayloadFormatVersion, IntegrationUri } = properties;
      if (IntegrationType !== "AWS_PROXY" || PayloadFormatVersion !== "2.0")
        throw new Error(`${logicalId}: the local engine runs functions of payload format 2.0 only.`);
      return [ref, String(IntegrationUri)];
    }),
  );
  const authorizers = new Map(
    stacks.ofType("AWS::ApiGatewayV2::Authorizer").map(({ ref, properties }) => {
      const { Audience } = properties.JwtConfiguration as { Audience: string[] };
      return [ref, jwtAuthorizer({ issuer: issuer.url, audience: Audience, jwksUri: issuer.jwksUri })];
    }),
  );
  return stacks.ofType("AWS::ApiGatewayV2::Route").map(({ logicalId, properties }: Resource) => {
    const functionArn = integrations.get(String(properties.Target).replace("integrations/", ""));
    if (!functionArn) throw new Error(`Route ${logicalId} has no integration.`);
    const authorization = properties.AuthorizationType ?? "NONE";
    // Anything else run as if it were public would open what is closed on AWS.
    if (authorization !== "NONE" && authorization !== "JWT")
      throw new Error(`Route ${logicalId}: authorization ${authorization} is not run by the local engine.`);
    const signedIn = authorization === "JWT";
    const authorize = signedIn ? authorizers.get(String(properties.AuthorizerId)) : undefined;
    if (signedIn && !authorize) throw new Error(`Route ${logicalId} has no authorizer.`);
    return {
      key: String(properties.RouteKey),
      functionArn,
      authorize,
      scopes: (properties.AuthorizationScopes ?? []) as string[],
    };
  });
}

/** The app's HTTP API on this machine. */
export function httpApi(deps: HttpApiDeps): RequestListener {
  const { stacks, hooks, log } = deps;
  const api = stacks.ofType("AWS::ApiGatewayV2::Api")[0];
  if (!api) throw new Error("The app has no HTTP API.");
  const cors = api.properties.CorsConfiguration as Cors | undefined;
  const find = router(routesOf(deps).map((route) => ({ key: route.key, route })));
  const stage = (stacks.ofType("AWS::ApiGatewayV2::Stage")[0]?.properties ?? {}) as {
    DefaultRouteSettings?: { ThrottlingRateLimit?: number; ThrottlingBurstLimit?: number };
    AccessLogSettings?: { Format?: string };
  };
  const throttling = stage.DefaultRouteSettings;
  const tryAcquire = tokenBucket(
    Number(throttling?.ThrottlingRateLimit ?? 10_000),
    Number(throttling?.ThrottlingBurstLimit ?? 5_000),
  );
  const { Format: accessFormat } = stage.AccessLogSettings ?? {};

  const answer = async (incoming: IncomingMessage, facts: CallFacts): Promise<HttpAnswer> => {
    const { origin } = incoming.headers;
    if (cors && incoming.method === "OPTIONS" && origin)
      return { status: 204, headers: preflightHeaders(cors, origin), body: Buffer.alloc(0) };
    if (bytesOfHeaders(incoming) > headersLimit) return errorAnswer(431, "Request Header Fields Too Large");
    const url = new URL(incoming.url ?? "/", "http://local");
    const body = await readBody(incoming, bodyLimit);
    const matched = find(incoming.method ?? "GET", url.pathname);
    if (!matched) return errorAnswer(404, "Not Found");
    if (!tryAcquire()) return errorAnswer(429, "Too Many Requests");
    const { route, parameters } = matched;
    facts.routeKey = route.key;
    const authorization = await route.authorize?.(incoming.headers.authorization, route.scopes);
    if (authorization?.kind === "unauthorized") {
      facts.authorizerError = authorization.reason;
      log.info(`401 ${route.key}: ${authorization.reason}`);
      return errorAnswer(401, "Unauthorized", { "www-authenticate": "Bearer" });
    }
    if (authorization?.kind === "forbidden") return errorAnswer(403, "Forbidden");
    facts.claims = authorization?.claims;
    const event = requestEvent({
      incoming,
      url,
      body,
      routeKey: route.key,
      parameters,
      claims: authorization?.claims,
      scopes: authorization?.scopes ?? null,
      apiId: api.ref,
      requestId: facts.requestId,
    });
    if (body.length > payloadLimit / 4 && isTooLarge(event))
      return errorAnswer(413, "Request Entity Too Large");
    return withTimeout(deps.invoke(route.functionArn, event).then(withinLimit));
  };

  const withinLimit = (result: unknown): unknown => {
    const { body = "" } = (result ?? {}) as { body?: string };
    if (body.length > payloadLimit / 4 && isTooLarge(result)) throw new Error("the answer is over 6 MB");
    return result;
  };

  const withTimeout = async (result: Promise<unknown>): Promise<HttpAnswer> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<HttpAnswer>((resolve) => {
      timer = setTimeout(() => resolve(errorAnswer(503, "Service Unavailable")), integrationTimeoutMs);
    });
    try {
      return await Promise.race([result.then(answerOf), late]);
    } catch (error) {
      log.error(`an HTTP function failed: ${messageOf(error)}`);
      if (error instanceof ThrottledError) return errorAnswer(503, "Service Unavailable");
      return errorAnswer(500, "Internal Server Error");
    } finally {
      clearTimeout(timer);
    }
  };

  const send = (
    incoming: IncomingMessage,
    response: ServerResponse,
    { status, headers, body }: HttpAnswer,
    facts: CallFacts,
  ) => {
    const { method = "GET", url = "/" } = incoming;
    const [path = "/"] = url.split("?");
    if (accessFormat) hooks.onAccess?.(accessLine(accessFormat, { ...facts, status, bytes: body.length }));
    const milliseconds = performance.now() - facts.since;
    hooks.onAnswer?.({ method, path, status, headers, body: body.toString("utf8"), milliseconds });
    response.writeHead(status, {
      ...headers,
      ...corsHeaders(cors, incoming.headers.origin),
      "content-length": body.length,
    });
    response.end(body);
  };

  return async (incoming, response) => {
    const facts: CallFacts = {
      requestId: randomUUID(),
      routeKey: "-",
      address: incoming.socket.remoteAddress,
      since: performance.now(),
    };
    try {
      send(incoming, response, await answer(incoming, facts), facts);
    } catch (error) {
      if (error instanceof BodyTooLargeError) {
        send(
          incoming,
          response,
          errorAnswer(413, "Request Entity Too Large", { connection: "close" }),
          facts,
        );
        return;
      }
      log.error(`the HTTP API failed: ${messageOf(error)}`);
      if (!response.headersSent) send(incoming, response, errorAnswer(500, "Internal Server Error"), facts);
    }
  };
}
