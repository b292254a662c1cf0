import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from "aws-lambda";
import type { httpApi } from "#shared/kernel/http/api.ts";

/** What an access token says of a person. */
export type Claims = Record<string, string>;

/** Signed in as surely as every route asks, where a test says nothing else. */
export const sureSignIn = <Given extends object>(claims: Given) => ({
  identityLevel: "realName",
  acr: "mfa",
  ...claims,
});

export type RouteCall = {
  path?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
  query?: Record<string, string>;
};

/** Calls a route of a function as the API would for a person who signed in. */
export async function callRoute(
  handler: ReturnType<typeof httpApi>,
  who: Claims,
  routeKey: string,
  { path, body, headers = {}, query }: RouteCall = {},
) {
  const answer = await handler(
    {
      routeKey,
      headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
      ...(path && { pathParameters: path }),
      ...(query && { queryStringParameters: query }),
      ...(body !== undefined && { body: JSON.stringify(body) }),
      requestContext: { authorizer: { jwt: { claims: sureSignIn(who) } }, http: { sourceIp: "127.0.0.1" } },
    } as unknown as APIGatewayProxyEventV2WithJWTAuthorizer,
    { awsRequestId: "request-1" } as Context,
  );
  return {
    status: answer.statusCode,
    headers: answer.headers ?? {},
    body: JSON.parse((!answer.isBase64Encoded && answer.body) || "{}") as Record<string, unknown>,
    ...(answer.isBase64Encoded && { bytes: Buffer.from(answer.body ?? "", "base64") }),
  };
}
