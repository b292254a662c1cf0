import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import middy from "@middy/core";
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type * as z from "zod";
import { mixesApartRoles } from "#events/staff.ts";
import type { Accesses } from "#shared/kernel/accesses/access.ts";
import { CursorMismatch, invalidCursor } from "#shared/kernel/aws/cursor.ts";
import { isThrottling } from "#shared/kernel/aws/throttling.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { defineLogs, log, logger } from "#shared/kernel/logging/logger.ts";
import { HistoryBehindError, RecordBusyError } from "#shared/kernel/records/record-store.ts";
import { type Caller, callerSchema, isAtLeast, rolesIn } from "./caller.ts";
import { cleanText } from "./clean-text.ts";
import { type IdentityLevel, type RouteContract, routeKey } from "./contract.ts";
import { namesTag } from "./entity-tag.ts";
import { limitsCalls } from "./limited.ts";
import { type Locale, localeOf } from "./locale.ts";
import { type Opened, type OpenedBy, recordsOpening } from "./opened.ts";
import { type FieldError, httpProblems, Problem, problemBody, uniqueByPath } from "./problem.ts";
import { rateLimit } from "./rate-limit.ts";
import { childTrace } from "./trace.ts";
import { fieldErrorsOf, stepsOf } from "./validation.ts";

type ApiEvent = APIGatewayProxyEventV2WithJWTAuthorizer;
type Part = "pathParameters" | "query" | "headers" | "body";
type Out<Contract, Name extends Part> = Contract extends { [Key in Name]: infer Schema extends z.ZodType }
  ? z.output<Schema>
  : undefined;

export type ApiRequest<Contract extends RouteContract = RouteContract> = {
  path: Out<Contract, "pathParameters">;
  query: Out<Contract, "query">;
  headers: Out<Contract, "headers">;
  body: Out<Contract, "body">;
  /** Exactly what came, for signatures. */
  rawBody: Buffer;
  rawHeaders: Record<string, string | undefined>;
  /** Method and path as they were called: `POST /v1/…`. */
  target: string;
  /** Who signed in; nobody, with an empty id, on routes whose access is not `person`. */
  caller: Caller;
  locale: Locale;
  traceparent: string;
  sourceIp: string;
};

type BodyOf<Declared> = Declared extends { content: string }
  ? { body: string }
  : Declared extends { schema: infer Schema extends z.ZodType }
    ? { body: z.output<Schema> }
    : { body?: undefined };
type HeadersOf<Declared> = Declared extends { headers: infer Headers }
  ? { headers: Record<keyof Headers & string, string> & Record<string, string> }
  : { headers?: Record<string, string> };
/** Thrown as a Problem, not returned: 4xx and 5xx without a schema of their own. */
type IsThrown<Status extends number, Declared> = Declared extends { schema: z.ZodType }
  ? false
  : `${Status}` extends `${4 | 5}${string}`
    ? true
    : false;
type AnswerWith<Status extends number, Declared> =
  IsThrown<Status, Declared> extends true
    ? never
    : { status: Status } & BodyOf<Declared> & HeadersOf<Declared>;
/** The compiler names keys that came by a spread as text. */
type StatusOf<Key> = Key extends number ? Key : Key extends `${infer Status extends number}` ? Status : never;

/** What a handler may return: one of the contract's answers, as it is declared. */
export type ApiAnswer<Contract extends RouteContract> = {
  [Key in keyof Contract["answers"]]: AnswerWith<StatusOf<Key>, Contract["answers"][Key]> &
    OpenedBy<Contract>;
}[keyof Contract["answers"]];

type AnyAnswer = { status: number; body?: unknown; headers?: Record<string, string>; opened?: Opened };

/** What came, unchecked: for errors that only the domain can find. */
export type RawRequest = { body: unknown; headers: Record<string, string | undefined>; caller: Caller };

export type Route = {
  contract: RouteContract;
  handle(request: ApiRequest): Promise<AnyAnswer>;
  /** Further errors found in the raw input, listed together with those of the schemas. */
  moreErrors?(raw: RawRequest): Promise<FieldError[]>;
};

/**
 * `route(contract)(handle)`: the handler's request and answers are typed by the contract. In two calls, because the
 * compiler checks what a handler returns only against a contract that it has already settled.
 */
export const route =
  <const Contract extends RouteContract>(contract: Contract, moreErrors?: Route["moreErrors"]) =>
  (handle: (request: ApiRequest<Contract>) => Promise<ApiAnswer<Contract>>): Route => ({
    contract,
    handle: handle as Route["handle"],
    ...(moreErrors && { moreErrors }),
  });

const logs = defineLogs("http", {
  refused: {
    level: "info",
    text: "a call was refused; who made it stands in the security log, by the call's id",
  },
  failed: { level: "error", text: "a request failed for a reason that is not the caller's" },
  identityRefused: {
    level: "warn",
    text: "the issuer gave an ID number that cannot exist; it counts as none",
  },
});

const defaultBodyLimit = 64 * 1024;

function rawBodyOf(event: ApiEvent, limit: number): Buffer {
  const raw = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  if (raw.byteLength > limit) throw httpProblems.tooLarge({ facts: { limit } });
  return raw;
}

function jsonOf(event: ApiEvent, raw: Buffer): unknown {
  const type = event.headers["content-type"] ?? "";
  if (!/^application\/json\s*(;|$)/i.test(type))
    throw httpProblems.unsupportedType({ facts: { expected: "application/json" } });
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(raw));
  } catch {
    throw httpProblems.malformedBody();
  }
}

const nobody: Caller = {
  id: "",
  name: "",
  role: "citizen",
  identityLevel: "password",
  secondFactor: false,
};

/** @throws Problem when they are not signed in as surely as the route asks: 403 with what is needed */
function requireSureSignIn({ role, identityLevel, secondFactor }: Caller, required: IdentityLevel): void {
  if (role !== "citizen") {
    if (!secondFactor) throw httpProblems.secondFactorNeeded();
  } else if (!isAtLeast(identityLevel, required))
    throw httpProblems.identityLevelTooLow({ facts: { required } });
}

function callerOf(event: ApiEvent, contract: RouteContract): Caller {
  if (contract.access.kind !== "person") return nobody;
  const claims = event.requestContext.authorizer?.jwt?.claims;
  if (mixesApartRoles(rolesIn(claims?.role))) throw httpProblems.rolesNotApart();
  const caller = callerSchema.safeParse(claims);
  if (!caller.success) throw httpProblems.unauthenticated();
  const { identityLevel, identity } = caller.data;
  if (claims?.id_number !== undefined && identityLevel !== "password" && !identity)
    logger.warn("an identity was refused", { code: logs.identityRefused.code });
  if (!contract.access.roles.includes(caller.data.role)) throw httpProblems.forbidden();
  requireSureSignIn(caller.data, contract.access.level ?? "realName");
  return caller.data;
}

/** So many are listed one by one; how many there are is given in any case. */
const maxErrors = 100;

/** What came without what is known to be wrong: nobody looks for an item by a code that is none. */
export function withoutInvalid(body: unknown, errors: readonly FieldError[]): unknown {
  const sound = structuredClone(body);
  for (const { path } of errors) {
    const [part, ...steps] = path.split("/")[0] === "body" ? ["body", ...stepsOf(path)] : [];
    const last = steps.pop();
    if (!part || last === undefined) continue;
    const holder = steps.reduce<unknown>(
      (value, step) => (value as Record<string, unknown> | null)?.[step],
      sound,
    );
    // The others of a list keep their places.
    if (Array.isArray(holder)) holder[Number(last)] = null;
    else if (typeof holder === "object" && holder !== null) delete (holder as Record<string, unknown>)[last];
  }
  return sound;
}

async function requestOf(route: Route, event: ApiEvent): Promise<ApiRequest> {
  const { contract } = route;
  const caller = callerOf(event, contract);
  const rawBody = rawBodyOf(event, contract.bodyLimit ?? defaultBodyLimit);
  const errors: FieldError[] = [];
  const clean = (part: string, value: unknown): unknown => {
    const cleaned = cleanText(part, value, contract.access.kind === "person" || part !== "body");
    errors.push(...cleaned.errors);
    return cleaned.value;
  };
  const body = contract.body && clean("body", jsonOf(event, rawBody));
  const parse = (part: string, schema: z.ZodType | undefined, value: unknown): unknown => {
    const parsed = schema?.safeParse(part === "path" || part === "query" ? clean(part, value) : value, {
      reportInput: true,
    });
    if (parsed?.error) errors.push(...fieldErrorsOf(part, parsed.error));
    return parsed?.data;
  };
  const request = {
    path: parse("path", contract.pathParameters, event.pathParameters ?? {}),
    query: parse("query", contract.query, event.queryStringParameters ?? {}),
    headers: parse("header", contract.headers, event.headers),
    body: parse("body", contract.body, body),
  };
  if (route.moreErrors) {
    const sound = withoutInvalid(body, errors);
    errors.push(...(await route.moreErrors({ body: sound, headers: event.headers, caller })));
  }
  if (errors.length > 0) {
    const oneEach = uniqueByPath(errors);
    throw httpProblems.invalidRequest({
      facts: { count: oneEach.length },
      errors: oneEach.slice(0, maxErrors),
    });
  }
  return {
    ...request,
    rawBody,
    rawHeaders: event.headers,
    target: `${event.requestContext.http.method} ${event.rawPath}`,
    caller,
    locale: localeOf(event.headers["accept-language"]),
    traceparent: childTrace(event.headers.traceparent),
    sourceIp: event.requestContext.http.sourceIp,
  } as ApiRequest;
}

const securityHeaders = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  // An answer is data: whatever it holds, nothing of it may run, be framed, or tell where it was read.
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=63072000; includeSubDomains",
};

function toResult(
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
    ...(answer.body !== undefined && {
      body: typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body),
    }),
  };
}

/** What somebody who tries doors gets. */
const isRefusal = (status: number): boolean => [401, 403, 404, 429].includes(status);

/** The caller has what would be answered, and says so. */
const isKnown = ({ status, headers }: AnyAnswer, { method }: RouteContract, ifNoneMatch = ""): boolean =>
  method === "GET" && status === 200 && headers?.etag !== undefined && namesTag(ifNoneMatch, headers.etag);

function problemOf(error: unknown, requestId: string): Problem {
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

/**
 * A Lambda handler for HTTP API routes: input checked against the contract, every failure answered as
 * problem+json in the caller's language.
 */
export function httpApi(
  routes: Route[],
  options: {
    perMinute?: number;
    accesses?: Pick<Accesses, "record"> & Partial<Pick<Accesses, "count">>;
    now?: Clock;
  } = {},
) {
  const contracts = routes.map(({ contract }) => contract);
  const recordOpening = recordsOpening(contracts, options.accesses, options.now);
  const limitCall = limitsCalls(contracts, options.accesses, options.now);
  const byKey = new Map(routes.map((route) => [routeKey(route.contract), route]));
  const limit = rateLimit(options.perMinute ?? Number(process.env.RATE_LIMIT_PER_MINUTE ?? 600));

  return middy<ApiEvent, APIGatewayProxyStructuredResultV2>()
    .use(injectLambdaContext(logger, { clearState: true }))
    .handler(async (event, context) => {
      const locale = localeOf(event.headers["accept-language"]);
      try {
        const found = byKey.get(event.routeKey);
        if (!found) throw httpProblems.notFound();
        const claims = event.requestContext.authorizer?.jwt?.claims;
        limit(String(claims?.sub ?? event.requestContext.http.sourceIp));
        const request = await requestOf(found, event);
        await limitCall(found.contract, request.caller);
        const answer = await found.handle(request);
        await recordOpening(found.contract, request.caller, answer.opened);
        if (isKnown(answer, found.contract, event.headers["if-none-match"]))
          return toResult({ status: 304, headers: answer.headers }, locale);
        return toResult(answer, locale, found.contract.answers[answer.status]?.content);
      } catch (error) {
        const problem = problemOf(error, context.awsRequestId);
        const { status, code } = problem;
        if (isRefusal(status))
          log(logs.refused, { problem: code, status, call: event.requestContext.requestId });
        return toResult(
          { status: problem.status, body: problemBody(problem, locale), headers: problem.headers },
          locale,
          "application/problem+json; charset=utf-8",
        );
      }
    });
}
