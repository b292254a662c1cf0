import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from "aws-lambda";
import { httpApi, type Route } from "#shared/kernel/http/api.ts";
import { deriveKey } from "#shared/kernel/machine-keys/machine-keys.ts";
import { signatureHeaders } from "#shared/kernel/machine-keys/require-signature.ts";
import { signBody } from "#shared/kernel/machine-keys/signature.ts";
import { carrierId, now } from "./samples.ts";

export const master = "the master key";

export const signedHeaders = (rawBody: string, at = now, machine = carrierId, secret = master) => {
  const timestamp = String(Math.floor(Date.parse(at) / 1000));
  return {
    "content-type": "application/json",
    "accept-language": "en",
    [signatureHeaders.key]: machine,
    [signatureHeaders.timestamp]: timestamp,
    [signatureHeaders.signature]: signBody(deriveKey(secret, `carrier:${machine}`), timestamp, rawBody),
  };
};

/** Calls the routes as API Gateway does. */
export async function callCallback(
  routes: Route[],
  call: {
    carrier?: string;
    /** For the path of carriers that do not sign. */
    secret?: string;
    sourceIp?: string;
    rawBody: string;
    headers: Record<string, string>;
  },
) {
  const { carrier = carrierId, secret, sourceIp = "192.0.2.1" } = call;
  const event = {
    routeKey: `POST /v1/couriers/{carrier}/${secret === undefined ? "" : "{secret}/"}events`,
    pathParameters: { carrier, ...(secret !== undefined && { secret }) },
    headers: call.headers,
    body: call.rawBody,
    isBase64Encoded: false,
    requestContext: { http: { sourceIp } },
  } as unknown as APIGatewayProxyEventV2WithJWTAuthorizer;
  const context = { awsRequestId: "request-1" } as Context;
  const result = await httpApi(routes)(event, context);
  return {
    status: result.statusCode ?? 0,
    headers: result.headers ?? {},
    body: JSON.parse(result.body ?? "null") as unknown,
  };
}
