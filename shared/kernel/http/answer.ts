import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { CursorMismatch, invalidCursor } from "#shared/kernel/aws/cursor.ts";
import { isThrottling } from "#shared/kernel/aws/throttling.ts";
import { defineLogs, logger } from "#shared/kernel/logging/logger.ts";
import { HistoryBehindError, RecordBusyError } from "#shared/kernel/records/record-store.ts";
import type { RouteContract } from "./contract.ts";
import { namesTag } from "./entity-tag.ts";
import type { Locale } from "./locale.ts";
import { httpProblems, Problem } from "./problem.ts";
import type { AnyAnswer } from "./route.ts";

const logs = defineLogs("http", {
  failed: { level: "error", text: "a request failed for a reason that is not the caller's" },
});

const securityHeaders = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  // An answer is data: whatever it holds, nothing of it may run, be framed, or tell where it was read.
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=63072000; includeSubDomains",
};

export function toResult(
  answer: AnyAnswer,
  locale: Locale,
  contentType = "application/json; charset=utf-8",
): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: answer.status,
    headers: {
      ...securityHeaders,
      ...(answer.body !== undefined && {
        "content-type": contentType,
        "content-language": locale === "zh" ? "zh-CN" : "en",
      }),
      ...answer.headers,
    },
    ...(answer.body !== undefined && bodyOf(answer.body)),
  };
}

function bodyOf(body: unknown): Pick<APIGatewayProxyStructuredResultV2, "body" | "isBase64Encoded"> {
  if (Buffer.isBuffer(body)) return { body: body.toString("base64"), isBase64Encoded: true };
  return { body: typeof body === "string" ? body : JSON.stringify(body) };
}

/** The caller has what would be answered, and says so. */
export const isKnown = (
  { status, headers }: AnyAnswer,
  { method }: RouteContract,
  ifNoneMatch = "",
): boolean =>
  method === "GET" && status === 200 && headers?.etag !== undefined && namesTag(ifNoneMatch, headers.etag);

export function problemOf(error: unknown, requestId: string): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof CursorMismatch)
    return httpProblems.invalidRequest({
      facts: { count: 1 },
      errors: [{ path: "query/cursor", code: "custom", message: invalidCursor }],
    });
  if (isThrottling(error))
    return httpProblems.tooManyRequests({ facts: { seconds: 2 }, headers: { "retry-after": "2" } });
  if (error instanceof HistoryBehindError || error instanceof RecordBusyError)
    return httpProblems.justChanged({ headers: { "retry-after": "2" } });
  logger.error("request failed", { code: logs.failed.code, error: error as Error });
  return httpProblems.internalError({ facts: { requestId } });
}
