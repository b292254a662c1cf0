import type * as z from "zod";
import { mixesApartRoles } from "#events/staff.ts";
import { defineLogs, logger } from "#shared/kernel/logging/logger.ts";
import { type Caller, callerSchema, isAtLeast, rolesIn } from "./caller.ts";
import { cleanText } from "./clean-text.ts";
import type { IdentityLevel, RouteContract } from "./contract.ts";
import { localeOf } from "./locale.ts";
import { hasPageMarks, type PageMarks } from "./page-marks.ts";
import { type FieldError, httpProblems, uniqueByPath } from "./problem.ts";
import type { ApiEvent, ApiRequest, Route } from "./route.ts";
import { fieldErrorsOf, stepsOf } from "./validation.ts";

const logs = defineLogs("http", {
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

/** `traceparent` is that of the call's own log lines, `address` whose call it is; `admit` refuses callers, before anything of what they sent is looked at. */
export async function requestOf(
  route: Route,
  event: ApiEvent,
  {
    traceparent,
    address,
    admit,
    marks,
  }: {
    traceparent: string;
    address: string;
    marks: Pick<PageMarks, "open">;
    admit: (contract: RouteContract, caller: Caller) => Promise<void>;
  },
): Promise<ApiRequest> {
  const { contract } = route;
  const caller = callerOf(event, contract);
  await admit(contract, caller);
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
  const { pathParameters: path = {}, queryStringParameters: query = {} } = event;
  const { cursor } = query;
  const opened =
    cursor !== undefined &&
    hasPageMarks(contract) &&
    (await marks.open({ contract, path, callerId: caller.id }, cursor));
  const request = {
    path: parse("path", contract.pathParameters, path),
    query: parse("query", contract.query, {
      ...query,
      ...(typeof opened === "string" && { cursor: opened }),
    }),
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
    traceparent,
    sourceIp: address,
  } as ApiRequest;
}
