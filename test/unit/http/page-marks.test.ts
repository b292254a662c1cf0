import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from "aws-lambda";
import { expect, test } from "vitest";
import * as z from "zod";
import { contexts } from "#shared/contexts.ts";
import { encodeCursor } from "#shared/kernel/aws/cursor.ts";
import { httpApi, route } from "#shared/kernel/http/api.ts";
import { defineRoute, pageOf, type RouteContract } from "#shared/kernel/http/contract.ts";
import { hasPageMarks, sealedMarks } from "#shared/kernel/http/page-marks.ts";
import { pageQuery } from "#shared/kernel/http/record-contracts.ts";
import { sureSignIn } from "#test/support/call-route.ts";

const contract = defineRoute({
  method: "GET",
  path: "/v1/things/{id}/parts",
  summary: { zh: "物", en: "things" },
  tag: "test",
  access: { kind: "person", roles: ["citizen"] },
  pathParameters: z.strictObject({ id: z.string() }),
  query: z.object(pageQuery),
  answers: { 200: { description: "a page", schema: pageOf(z.object({})) } },
});
const another = { ...contract, path: "/v1/others/{id}/parts" } as const;

const secrets = ["one"];
const taken: unknown[] = [];
const parts = (of: typeof contract) =>
  route(of)(async ({ query }) => {
    taken.push(query.cursor);
    return { status: 200, body: { items: [], nextCursor: encodeCursor({ sk: "EVENT#000002" }) } };
  });
const handler = httpApi([parts(contract), parts(another as never)], {
  marks: sealedMarks(async () => secrets),
});

async function list(cursor?: string, { id = "1", sub = "li-min", of = contract as RouteContract } = {}) {
  const event = {
    routeKey: `GET ${of.path}`,
    headers: {},
    pathParameters: { id },
    ...(cursor !== undefined && { queryStringParameters: { cursor } }),
    requestContext: {
      http: { sourceIp: "127.0.0.1" },
      authorizer: { jwt: { claims: sureSignIn({ sub, role: "citizen" }) } },
    },
  } as unknown as APIGatewayProxyEventV2WithJWTAuthorizer;
  const answer = await handler(event, { awsRequestId: "1" } as Context);
  const { nextCursor, errors = [] } = JSON.parse(answer.body ?? "{}");
  return {
    status: answer.statusCode,
    mark: String(nextCursor),
    paths: errors.map(({ path }: { path: string }) => path),
  };
}
const refused = { status: 400, paths: ["query/cursor"] };

test("a page's mark tells no key, and goes on in its own list for its own caller, over a rotation", async () => {
  const { mark } = await list();
  expect(Buffer.from(mark, "base64url").toString("latin1")).not.toContain("EVENT");
  expect((await list()).mark).toBe(mark);
  expect((await list(mark)).status).toBe(200);
  expect(taken.at(-1)).toEqual({ sk: "EVENT#000002" });
  secrets.unshift("two");
  expect((await list(mark)).status).toBe(200);
  secrets.shift();
});

test("it is nobody else's, of no other list, and cannot be made or changed", async () => {
  const { mark } = await list();
  expect(await list(mark, { sub: "zhang-wei" })).toMatchObject(refused);
  expect(await list(mark, { id: "2" })).toMatchObject(refused);
  expect(await list(mark, { of: another })).toMatchObject(refused);
  const flipped = Buffer.from(mark, "base64url");
  flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1;
  for (const forged of [
    encodeCursor({ sk: "EVENT#000002" }) ?? "",
    flipped.toString("base64url"),
    mark.slice(0, -4),
    `${mark}=`,
    ` ${mark}`,
    `${mark}AAAA`,
    "",
    "x".repeat(2000),
  ])
    expect(await list(forged), forged).toMatchObject(refused);
});

test("every function with such lists can seal the marks of their pages", () => {
  const without = contexts.flatMap(({ functions }) =>
    Object.entries(functions).flatMap(([name, { routes = [], needs }]) =>
      routes.some(hasPageMarks) && !("PERSON_INDEX_SECRET" in needs) ? [name] : [],
    ),
  );
  expect(without).toEqual([]);
  expect(
    contexts
      .flatMap(({ functions }) => Object.values(functions))
      .flatMap(({ routes = [] }) => routes)
      .filter(hasPageMarks).length,
  ).toBeGreaterThan(40);
});
