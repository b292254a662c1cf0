import { isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";

type Request = {
  incoming: IncomingMessage;
  url: URL;
  body: Buffer;
  routeKey: string;
  parameters: Record<string, string>;
  claims: Record<string, unknown> | undefined;
  scopes: string[] | null;
  apiId: string;
  requestId: string;
};

/**
 * Whose bodies reach a function as text, as seen on AWS by others; all others come in Base64, and those of no type:
 * https://github.com/ministackorg/ministack/pull/766
 */
const textual = /^(text\/.*|application\/(json|xml|javascript))\s*(;|$)/i;

/** Claims reach a function as text, arrays in brackets, as API Gateway passes them. */
const claimText = (value: unknown): string =>
  Array.isArray(value)
    ? `[${value.join(" ")}]`
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);

/** The event of payload format 2.0. */
export function requestEvent({
  incoming,
  url,
  body,
  routeKey,
  parameters,
  claims,
  scopes,
  apiId,
  requestId,
}: Request) {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined && name !== "cookie") headers[name] = [value].flat().join(",");
  const query: Record<string, string> = {};
  for (const [name, value] of url.searchParams)
    query[name] = name in query ? `${query[name]},${value}` : value;
  const cookies = incoming.headers.cookie?.split("; ");
  // What a text type's bytes become that are none is not documented: they come whole, so that a function can refuse them.
  const isText = textual.test(headers["content-type"] ?? "") && isUtf8(body);
  const now = new Date();
  return {
    version: "2.0",
    routeKey,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(cookies && { cookies }),
    headers,
    ...(Object.keys(query).length > 0 && { queryStringParameters: query }),
    requestContext: {
      accountId: "000000000000",
      apiId,
      ...(claims && {
        authorizer: {
          jwt: {
            claims: Object.fromEntries(
              Object.entries(claims).map(([name, value]) => [name, claimText(value)]),
            ),
            scopes,
          },
        },
      }),
      domainName: headers.host ?? "localhost",
      domainPrefix: apiId,
      http: {
        method: incoming.method ?? "GET",
        path: url.pathname,
        protocol: `HTTP/${incoming.httpVersion}`,
        sourceIp: incoming.socket.remoteAddress ?? "127.0.0.1",
        userAgent: headers["user-agent"] ?? "",
      },
      requestId,
      routeKey,
      stage: "$default",
      time: now.toUTCString(),
      timeEpoch: now.getTime(),
    },
    ...(Object.keys(parameters).length > 0 && { pathParameters: parameters }),
    ...(body.length > 0 && { body: body.toString(isText ? "utf8" : "base64") }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

export type HttpAnswer = { status: number; headers: Record<string, string | string[]>; body: Buffer };

/** A function's result as an HTTP answer; without a statusCode it is the body of a 200 itself. */
export function answerOf(result: unknown): HttpAnswer {
  const structured = (result ?? {}) as APIGatewayProxyStructuredResultV2;
  if (typeof result !== "object" || result === null || structured.statusCode === undefined) {
    const body = typeof result === "string" ? result : JSON.stringify(result);
    return { status: 200, headers: { "content-type": "application/json" }, body: Buffer.from(body) };
  }
  const { statusCode, headers = {}, cookies, body = "", isBase64Encoded } = structured;
  return {
    status: Number(statusCode),
    headers: {
      ...Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
      ),
      ...(cookies && { "set-cookie": cookies }),
    },
    body: Buffer.from(body, isBase64Encoded ? "base64" : "utf8"),
  };
}
