import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from "aws-lambda";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { httpApi, route } from "#shared/kernel/http/api.ts";
import { defineRoute } from "#shared/kernel/http/contract.ts";
import { localeOf } from "#shared/kernel/http/locale.ts";
import { rateLimit } from "#shared/kernel/http/rate-limit.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { HistoryBehindError, RecordBusyError } from "#shared/kernel/records/record-store.ts";
import { sureSignIn } from "#test/support/call-route.ts";

const contract = defineRoute({
  method: "POST",
  path: "/v1/things/{id}",
  summary: { zh: "物", en: "thing" },
  tag: "test",
  access: { kind: "person", roles: ["citizen"] },
  pathParameters: z.strictObject({ id: z.string().min(3) }),
  body: z.strictObject({ name: z.string(), count: z.int().min(1) }),
  bodyLimit: 100,
  answers: { 200: { description: "done" } },
});

const eventOf = (more: Record<string, unknown> = {}) =>
  ({
    routeKey: "POST /v1/things/{id}",
    headers: { "content-type": "application/json", "accept-language": "en" },
    pathParameters: { id: "abc" },
    body: JSON.stringify({ name: "x", count: 1 }),
    isBase64Encoded: false,
    requestContext: {
      http: { sourceIp: "127.0.0.1" },
      authorizer: { jwt: { claims: sureSignIn({ sub: "li-min", role: "citizen" }), scopes: [] } },
    },
    ...more,
  }) as unknown as APIGatewayProxyEventV2WithJWTAuthorizer;

async function call(
  event: APIGatewayProxyEventV2WithJWTAuthorizer,
  handle: () => Promise<{ status: 200 }> = async () => ({ status: 200 }),
) {
  const handler = httpApi([route(contract)(handle)], { perMinute: 1000 });
  const result = await handler(event, { awsRequestId: "request-1", functionName: "test" } as Context);
  return { status: result.statusCode, headers: result.headers ?? {}, body: JSON.parse(result.body ?? "{}") };
}

describe("an HTTP function", () => {
  test("tells everything wrong in path and body at once", async () => {
    const { status, body } = await call(
      eventOf({ pathParameters: { id: "a" }, body: '{"count":0,"more":1}' }),
    );
    expect(status).toBe(400);
    expect(body.errors.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`)).toEqual([
      "path/id too_small",
      "body/name required",
      "body/count too_small",
      "body/more unrecognized_keys",
    ]);
  });

  test("lets nothing of an answer run, be framed, be kept or be fetched without encryption", async () => {
    for (const { headers } of [await call(eventOf()), await call(eventOf({ body: "{" }))])
      expect(headers).toMatchObject({
        "cache-control": "no-store",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
        "referrer-policy": "no-referrer",
        "strict-transport-security": expect.stringMatching(/^max-age=\d{8,}; includeSubDomains$/),
        "x-content-type-options": "nosniff",
      });
  });

  test.each([
    ["half a character", '{"name":"\\ud842","count":1}', ["body/name unreadableText"]],
    ["such a key", '{"name":"x","count":1,"a\\ud800":1}', ["body/a\ufffd unreadableText"]],
    [
      "what nobody sees",
      '{"name":"\\u202etxt","count":0}',
      ["body/name unreadableText", "body/count too_small"],
    ],
  ])("refuses text with %s at the door, with everything else", async (_what, body, told) => {
    const answer = await call(eventOf({ body }));
    expect(answer.status).toBe(400);
    expect(
      answer.body.errors.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`),
    ).toEqual(told);
  });

  test.each([
    ["a citizen known by a password", { role: "citizen", identityLevel: "password" }, "identityLevelTooLow"],
    ["a citizen of no known level", { role: "citizen", identityLevel: undefined }, "identityLevelTooLow"],
    ["a citizen by real name", { role: "citizen" }, undefined],
    ["staff with one factor", { role: "clerk", acr: undefined }, "secondFactorNeeded"],
    ["staff at another level", { role: "clerk", acr: "aal1" }, "secondFactorNeeded"],
    ["staff with two", { role: "clerk", acr: undefined, amr: "[pwd mfa]" }, undefined],
    ["staff at level two", { role: "clerk", acr: "aal2" }, undefined],
    ["staff with a list of one role", { role: "[clerk]" }, undefined],
    ["staff with two roles", { role: "[clerk reviewer]" }, "unauthenticated"],
    ["a system administrator who is the auditor", { role: "[admin auditor]" }, "rolesNotApart"],
    [
      "a security administrator who is the system's",
      { role: ["clerk", "securityAdmin", "admin"] },
      "rolesNotApart",
    ],
  ])("lets in as the route asks: %s", async (_who, claims, code) => {
    const access = { kind: "person", roles: ["citizen", "clerk"] } as const;
    const handler = httpApi([route({ ...contract, access })(async () => ({ status: 200 }))]);
    const authorizer = { jwt: { claims: sureSignIn({ sub: "x", ...claims }) } };
    const answer = await handler(
      eventOf({ requestContext: { http: { sourceIp: "127.0.0.1" }, authorizer } }),
      { awsRequestId: "1" } as Context,
    );
    expect(answer.body && JSON.parse(answer.body).code).toBe(code);
  });

  test.each([new HistoryBehindError("behind"), new RecordBusyError("busy")])(
    "tells to try again in a moment what is a matter of seconds: %s",
    async (error) => {
      const handler = httpApi([
        route(contract)(async () => {
          throw error;
        }),
      ]);
      const answer = await handler(eventOf(), { awsRequestId: "1" } as Context);
      expect(answer).toMatchObject({ statusCode: 409, headers: { "retry-after": "2" } });
      expect(JSON.parse(answer.body ?? "")).toMatchObject({ code: "justChanged" });
    },
  );

  test("takes text in its one normal form", async () => {
    let taken: unknown;
    const handler = httpApi([
      route(contract)(async ({ body }) => {
        taken = body.name;
        return { status: 200 };
      }),
    ]);
    const event = eventOf({ body: JSON.stringify({ name: "e\u0301\r\nx", count: 1 }) });
    await handler(event, { awsRequestId: "request-1", functionName: "test" } as Context);
    expect(taken).toBe("\u00e9\nx");
  });

  test("takes no body that is nested deeper than any contract's", async () => {
    const deep = (depth: number) => `${'{"name":'.repeat(depth)}1${"}".repeat(depth)}`;
    const limitless = { ...contract, bodyLimit: 1_000_000 };
    const handler = httpApi([route(limitless)(async () => ({ status: 200 }))]);
    for (const depth of [22, 5_000, 100_000]) {
      const answer = await handler(eventOf({ body: deep(depth) }), { awsRequestId: "1" } as Context);
      expect([depth, answer.statusCode]).toEqual([depth, 400]);
    }
  });

  test("lists the first hundred of what is wrong, and counts all", async () => {
    const limitless = { ...contract, bodyLimit: 1_000_000 };
    const handler = httpApi([route(limitless)(async () => ({ status: 200 }))]);
    const keys = Object.fromEntries(Array.from({ length: 9_000 }, (_, index) => [`k${index}`, 1]));
    const answer = await handler(eventOf({ body: JSON.stringify({ name: "x", count: 1, ...keys }) }), {
      awsRequestId: "1",
    } as Context);
    const problem = JSON.parse(answer.body ?? "{}");
    expect([problem.count, problem.errors.length]).toEqual([9_000, 100]);
  });

  test("gives the domain only what fits the contract to look at", async () => {
    const seen: unknown[] = [];
    const looking = route(contract, async ({ body }) => {
      seen.push(body);
      return [];
    })(async () => ({ status: 200 }));
    await httpApi([looking])(eventOf({ body: '{"name":"x","count":0}' }), { awsRequestId: "1" } as Context);
    expect(seen).toEqual([{ name: "x" }]);
    const keyed = '{"name":"x","count":1,"a\\ud800":{"b":1}}';
    await httpApi([looking])(eventOf({ body: keyed }), { awsRequestId: "1" } as Context);
    expect(seen.at(-1)).toEqual({ name: "x", count: 1 });
  });

  test.each([
    ["a body over the limit", { body: JSON.stringify({ name: "x".repeat(200), count: 1 }) }, 413],
    ["another type", { headers: { "content-type": "text/plain" } }, 415],
    [
      "bytes that are not UTF-8",
      { body: Buffer.from([0xff, 0xfe]).toString("base64"), isBase64Encoded: true },
      400,
    ],
    [
      "a role that may not",
      {
        requestContext: {
          http: { sourceIp: "" },
          authorizer: { jwt: { claims: { sub: "x", role: "admin" } } },
        },
      },
      403,
    ],
    [
      "claims that are not ours",
      { requestContext: { http: { sourceIp: "" }, authorizer: { jwt: { claims: { sub: "x" } } } } },
      401,
    ],
    ["an unknown route", { routeKey: "GET /v1/none" }, 404],
  ])("answers %s with a problem", async (_name, more, status) => {
    const answer = await call(eventOf(more));
    expect(answer.status).toBe(status);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
  });

  test("an unforeseen failure is answered without its cause; throttling as 429 with Retry-After", async () => {
    const broken = await call(eventOf(), async () => {
      throw new Error("secret table name");
    });
    expect(broken.status).toBe(500);
    expect(JSON.stringify(broken.body)).not.toContain("secret");
    expect(broken.body.detail).toContain("request-1");
    const throttled = await call(eventOf(), async () => {
      throw Object.assign(new Error("slow down"), { name: "ProvisionedThroughputExceededException" });
    });
    expect([throttled.status, throttled.headers["retry-after"]]).toEqual([429, "2"]);
  });
});

describe("small things", () => {
  test.each([
    [undefined, "zh"],
    ["en", "en"],
    ["zh-CN,en;q=0.9", "zh"],
    ["fr,en;q=0.3", "en"],
    ["zh;q=0.1, en-GB;q=0.2", "en"],
    ["*", "zh"],
  ])("Accept-Language %s is read as %s", (header, locale) => {
    expect(localeOf(header)).toBe(locale);
  });

  test("a sliding minute for each caller", () => {
    let now = 0;
    const limit = rateLimit(2, () => new Date(now).toISOString());
    limit("a");
    limit("a");
    limit("b");
    expect(() => limit("a")).toThrow(expect.objectContaining({ status: 429 }));
    now = 60_001;
    expect(() => limit("a")).not.toThrow();
  });

  test("a child span keeps the trace; rubbish starts a new one", () => {
    const parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    expect(childTrace(parent)).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/);
    expect(childTrace(parent)).not.toBe(parent);
    expect(childTrace("rubbish")).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  });
});
