import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from "aws-lambda";
import { expect, test } from "vitest";
import { allRoutes } from "#scripts/openapi.ts";
import { httpApi, type Route } from "#shared/kernel/http/api.ts";
import { type RouteContract, routeKey } from "#shared/kernel/http/contract.ts";
import { bodySchemaOf, operations, sampleOf } from "#test/support/described-requests.ts";
import { memoryAccesses } from "#test/support/memory-accesses.ts";
import { seeded } from "#test/support/random.ts";

const asked = allRoutes.filter(({ body }) => body);
const taken: string[] = [];
const handler = httpApi(
  asked.map(
    (contract): Route => ({
      contract,
      handle: async () => {
        taken.push(routeKey(contract));
        return { status: 200 };
      },
    }),
  ),
  { perMinute: Number.POSITIVE_INFINITY, accesses: memoryAccesses() },
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

async function answerTo(contract: RouteContract, body: unknown) {
  const event = {
    routeKey: routeKey(contract),
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
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
  const { errors = [] } = JSON.parse(answer.body ?? "{}") as { errors?: { path: string }[] };
  return { status: answer.statusCode, paths: errors.map(({ path }) => path) };
}

test.each([
  ["half a character", "\ud842"],
  ["what cannot be seen", "看不\u200b见"],
])("no contract takes a text with %s anywhere in its body", async (_name, text) => {
  const accepted: string[] = [];
  let tried = 0;
  for (const contract of asked) {
    const operation = operations.find((one) => `${one.method} ${one.path}` === routeKey(contract));
    const schema = operation && bodySchemaOf(operation);
    // Several, so that each choice of a body that has some is drawn.
    for (const seed of [1, 2, 3, 4])
      for (const { path, body } of spoiled(sampleOf(schema ?? {}, seeded(seed)), text)) {
        tried += 1;
        const { status, paths } = await answerTo(contract, body);
        if (status !== 400 || !paths.includes(`body${path}`))
          accepted.push(`${routeKey(contract)} ${path} ${status} ${paths}`);
      }
  }
  expect([...new Set(accepted)]).toEqual([]);
  expect(taken).toEqual([]);
  expect(tried).toBeGreaterThan(300);
});
