import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from "aws-lambda";
import type { CaseFacts } from "#shared/cases/public.ts";
import type { RouteContract } from "#shared/kernel/http/contract.ts";
import { routeKey } from "#shared/kernel/http/contract.ts";
import { mod3736CheckCharacter } from "#shared/kernel/identifiers/mod-37-36.ts";
import { detailTagEdition } from "#shared/ratings/levels.ts";
import { deviceRatingKey, type RatingFact } from "#shared/ratings/merge.ts";
import type { GivenRating } from "#shared/ratings/rating.ts";
import { sureSignIn } from "#test/support/call-route.ts";

export const now = "2026-03-02T02:00:00.000Z";
export const traceparent = `00-${"a".repeat(32)}-${"b".repeat(16)}-01`;

export const caseNumberNo = (serial: number): string => {
  const body = `411602100120260302${String(serial).padStart(6, "0")}`;
  return body + mod3736CheckCharacter(body);
};
export const caseNumber = caseNumberNo(1);
export const applicantId = "citizen-1";
export const department = "1001";
export const itemCode = "11411602MB9100104L4".padEnd(31, "0");
export const deviceId = "window-03";
/** When its case was completed. */
export const since = "2026-03-02T01:00:00.000Z";

export const given = (change: Partial<GivenRating> = {}): GivenRating => ({
  key: deviceRatingKey(deviceId, now),
  level: "satisfied",
  details: ["406"],
  tagEdition: detailTagEdition,
  channel: "windowTablet",
  ratedAt: now,
  deviceId,
  ...change,
});

/** A case that was completed, and accepted some days before. */
export const endedCase = (ofCase = caseNumber, change: Partial<CaseFacts> = {}): CaseFacts => ({
  caseNumber: ofCase,
  department,
  itemCode,
  applicantId,
  handlers: [],
  lastSteppedBy: [],
  version: 6,
  acceptedAt: "2026-02-20T01:00:00.000Z",
  ended: { at: since, as: "completed" },
  ...change,
});

const id = { caseNumber, stage: "completion", turn: "first" } as const;
export const facts = {
  rated: (change?: Partial<GivenRating>) =>
    ({
      ...id,
      kind: "rated",
      invitation: { applicantId, department, itemCode, since },
      rating: given(change),
    }) as const,
  quarantined: { ...id, kind: "quarantined", reasons: ["addressBurst"] as string[] },
  released: { ...id, kind: "released", by: "supervisor-1", why: "真实评价" },
  dismissed: { ...id, kind: "dismissed", by: "supervisor-1", why: "不是本人" },
  voided: { ...id, kind: "voided" },
  calledBack: { ...id, kind: "calledBack", at: "2026-03-08T01:00:00.000Z" },
  rectified: { ...id, kind: "rectified", outcome: "rectified", at: "2026-03-10T01:00:00.000Z" },
} as const satisfies Record<string, RatingFact | ((change?: Partial<GivenRating>) => RatingFact)>;

/** An event as a rule puts it into a queue. */
export const busEntry = (event: { type: string; source: string }): string =>
  JSON.stringify({ "detail-type": event.type, source: event.source, detail: event });

export const lambdaContext = { awsRequestId: "request-1", functionName: "test" } as Context;

type Call = {
  path?: Record<string, string>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  /** Objects go as JSON. */
  body?: unknown;
  claims?: Record<string, string>;
};

/** What API Gateway would hand over for a call of this route. */
export const httpEvent = (
  contract: RouteContract,
  { path, query, headers, body, claims }: Call,
): APIGatewayProxyEventV2WithJWTAuthorizer =>
  ({
    routeKey: routeKey(contract),
    pathParameters: path,
    queryStringParameters: query,
    headers: { "content-type": "application/json", "accept-language": "en", ...headers },
    body: typeof body === "string" || body === undefined ? body : JSON.stringify(body),
    isBase64Encoded: false,
    requestContext: {
      http: { sourceIp: "192.0.2.1" },
      ...(claims && { authorizer: { jwt: { claims: sureSignIn(claims), scopes: [] } } }),
    },
  }) as unknown as APIGatewayProxyEventV2WithJWTAuthorizer;
