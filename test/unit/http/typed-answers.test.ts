import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from "aws-lambda";
import { expect, test } from "vitest";
import * as z from "zod";
import { httpApi, type Route, route } from "#shared/kernel/http/api.ts";
import { defineRoute, pageOf, routeKey } from "#shared/kernel/http/contract.ts";

const thing = z.object({ id: z.string(), kind: z.enum(["large", "small"]) });
const problems = { 404: { description: "no such thing" } };
const common = { summary: { zh: "物", en: "thing" }, tag: "test", access: { kind: "public" } } as const;

const getThing = defineRoute({
  ...common,
  method: "GET",
  path: "/v1/things/{id}",
  answers: {
    200: { description: "the thing", schema: thing, headers: { etag: "its version" } },
    303: { description: "elsewhere", headers: { location: "where" } },
    ...problems,
  },
});
const picture = defineRoute({
  ...common,
  method: "GET",
  path: "/v1/things/{id}/picture",
  answers: { 200: { description: "drawn", content: "image/svg+xml" }, 204: { description: "there is none" } },
});
const headers = { etag: '"1"' };
const body = { id: "a", kind: "small" } as const;

/** `npm run types` is the test: each line marked as wrong has to be. */
const checkedByTheCompiler: Route[] = [
  route(getThing)(async () => ({ status: 200, headers, body: { id: "a", kind: "small" } })),
  route(getThing)(async () => ({ status: 303, headers: { location: "/v1/things/b" } })),
  route(picture)(async () => ({ status: 200, body: "<svg/>" })),
  route(picture)(async () => ({ status: 204 })),
  // @ts-expect-error: a kind that is not declared
  route(getThing)(async () => ({ status: 200, headers, body: { id: "a", kind: "huge" } })),
  // @ts-expect-error: a field is missing
  route(getThing)(async () => ({ status: 200, headers, body: { id: "a" } })),
  // @ts-expect-error: the declared header is missing
  route(getThing)(async () => ({ status: 200, body })),
  // @ts-expect-error: a status that is not declared
  route(getThing)(async () => ({ status: 201, headers, body })),
  // @ts-expect-error: refusals are thrown
  route(getThing)(async () => ({ status: 404, headers, body })),
  // @ts-expect-error: no body is declared for this status
  route(picture)(async () => ({ status: 204, body: "<svg/>" })),
  // @ts-expect-error: text is declared
  route(picture)(async () => ({ status: 200, body })),
];

/** A factory that does not know what it lists. */
function listRoute<View extends z.ZodType>(view: View, list: () => Promise<z.output<View>[]>): Route {
  const contract = defineRoute({
    ...common,
    method: "GET",
    path: "/v1/things",
    query: z.object({ cursor: z.string().optional() }),
    answers: { 200: { description: "all", schema: pageOf(view) } },
  });
  return route(contract)(async ({ query }) => ({
    status: 200,
    body: { items: await list(), nextCursor: query.cursor ?? null },
  }));
}

const context = { awsRequestId: "request-1", functionName: "test" } as Context;
const answerOf = async (route: Route) => {
  const event = {
    routeKey: routeKey(route.contract),
    headers: {},
    queryStringParameters: {},
    requestContext: { http: { sourceIp: "127.0.0.1" } },
  };
  return httpApi([route])(event as APIGatewayProxyEventV2WithJWTAuthorizer, context);
};

test("text is answered as the function wrote it, and nothing where nothing is declared", async () => {
  const [, elsewhere, drawn, none] = await Promise.all(checkedByTheCompiler.map(answerOf));
  expect(elsewhere).toMatchObject({ statusCode: 303, headers: { location: "/v1/things/b" } });
  expect(elsewhere).not.toHaveProperty("body");
  expect(drawn).toMatchObject({ body: "<svg/>", headers: { "content-type": "image/svg+xml" } });
  expect(none).not.toHaveProperty("body");
});

test("a route that a factory made answers what its own schema says", async () => {
  const made = listRoute(thing, async () => [body]);
  const answer = JSON.parse((await answerOf(made)).body ?? "");
  expect(answer).toEqual({ items: [body], nextCursor: null });
  expect(made.contract.answers[200]?.schema?.safeParse(answer).success).toBe(true);
});
