import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from "aws-lambda";
import { expect, test } from "vitest";
import { allRoutes } from "#scripts/openapi.ts";
import { httpApi, type Route } from "#shared/kernel/http/api.ts";
import { type RouteContract, routeKey } from "#shared/kernel/http/contract.ts";
import { bodySchemaOf, operations, sampleOf } from "#test/support/described-requests.ts";
import { memoryAccesses } from "#test/support/memory-accesses.ts";
import { testMarks } from "#test/support/page-marks.ts";
import { seeded } from "#test/support/random.ts";

const asked = allRoutes.filter(({ body }) => body);
const taken: string[] = [];
const handler = httpApi(
  allRoutes.map(
    (contract): Route => ({
      contract,
      handle: async () => {
        taken.push(routeKey(contract));
        return { status: 200 };
      },
    }),
  ),
  { perMinute: Number.POSITIVE_INFINITY, accesses: memoryAccesses(), marks: testMarks },
);

/** A copy for each text of a body, with the text made another, and where it stands. */
function spoiled(value: unknown, text: string): { path: string; body: unknown }[] {
  if (typeof value === "string") return [{ path: "", body: text }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    spoiled(inner, text).map(({ path, body }) => {
      const copy = structuredClone(value) as Record<string, unknown>;
      copy[name] = body;
      return { path: `/${name}${path}`, body: copy };
    }),
  );
}

async function answerTo(contract: RouteContract, more: Partial<APIGatewayProxyEventV2WithJWTAuthorizer>) {
  const event = {
    routeKey: routeKey(contract),
    headers: { "content-type": "application/json" },
    ...more,
    requestContext: {
      http: { sourceIp: "127.0.0.1" },
      authorizer: {
        jwt: {
          claims: {
            sub: "somebody",
            role: contract.access.kind === "person" ? contract.access.roles[0] : "",
            department: "1001",
            identityLevel: "face",
            amr: "mfa",
          },
        },
      },
    },
  } as unknown as APIGatewayProxyEventV2WithJWTAuthorizer;
  const answer = await handler(event, { awsRequestId: "request-1" } as Context);
  const { errors = [], code } = JSON.parse(answer.body ?? "{}") as {
    errors?: { path: string }[];
    code?: string;
  };
  return { status: answer.statusCode, code, paths: errors.map(({ path }) => path) };
}

const unreadable = [
  ["half a character", "\ud842"],
  ["what cannot be seen", "看不\u200b见"],
  ["what stands for a lost character", "看不\ufffd见"],
] as const;

test.each(unreadable)("no contract takes a text with %s anywhere in its body", async (_name, text) => {
  const accepted: string[] = [];
  let tried = 0;
  for (const contract of asked) {
    const operation = operations.find((one) => `${one.method} ${one.path}` === routeKey(contract));
    const schema = operation && bodySchemaOf(operation);
    // Several, so that each choice of a body that has some is drawn.
    for (const seed of [1, 2, 3, 4])
      for (const { path, body } of spoiled(sampleOf(schema ?? {}, seeded(seed)), text)) {
        tried += 1;
        const { status, paths } = await answerTo(contract, { body: JSON.stringify(body) });
        if (status !== 400 || !paths.includes(`body${path}`))
          accepted.push(`${routeKey(contract)} ${path} ${status} ${paths}`);
      }
  }
  expect([...new Set(accepted)]).toEqual([]);
  expect(taken).toEqual([]);
  expect(tried).toBeGreaterThan(300);
});

test.each(unreadable)(
  "no contract takes a text with %s in its path or after the question mark",
  async (_name, text) => {
    const accepted: string[] = [];
    let tried = 0;
    for (const contract of allRoutes) {
      const operation = operations.find((one) => `${one.method} ${one.path}` === routeKey(contract));
      for (const { name, in: place } of operation?.parameters ?? []) {
        if (place === "header") continue;
        tried += 1;
        const parameters = { [name]: text };
        const { status, paths } = await answerTo(contract, {
          body: "{}",
          ...(place === "path" ? { pathParameters: parameters } : { queryStringParameters: parameters }),
        });
        if (status !== 400 || !paths.includes(`${place}/${name}`))
          accepted.push(`${routeKey(contract)} ${place}/${name} ${status} ${paths}`);
      }
    }
    expect(accepted).toEqual([]);
    expect(taken).toEqual([]);
    expect(tried).toBeGreaterThan(150);
  },
);

test("no contract takes a body that is not UTF-8", async () => {
  const body = Buffer.concat([Buffer.from('{"reason":"'), Buffer.from([0xd5, 0xc5]), Buffer.from('"}')]);
  for (const contract of asked) {
    const { status, code } = await answerTo(contract, {
      body: body.toString("base64"),
      isBase64Encoded: true,
    });
    expect([routeKey(contract), status, code]).toEqual([routeKey(contract), 400, "malformedBody"]);
  }
  expect(taken).toEqual([]);
});
