import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from "aws-lambda";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { httpApi, type Route, route } from "#shared/kernel/http/api.ts";
import { defineRoute, ifMatch, routeKey } from "#shared/kernel/http/contract.ts";
import { recordTag } from "#shared/kernel/http/entity-tag.ts";

const tagged = (method: "GET" | "POST", etag: string): Route => {
  const contract = defineRoute({
    method,
    path: "/v1/things",
    summary: { zh: "物", en: "thing" },
    tag: "test",
    access: { kind: "public" },
    answers: {
      200: { description: "it", schema: z.object({ id: z.string() }), headers: { etag: "its version" } },
    },
  });
  const headers = { etag, "cache-control": "public, max-age=60" };
  return route(contract)(async () => ({ status: 200, body: { id: "a" }, headers }));
};

function ask(of: Route, headers: Record<string, string>) {
  const event = {
    routeKey: routeKey(of.contract),
    headers,
    requestContext: { http: { sourceIp: "127.0.0.1" } },
  };
  const context = { awsRequestId: "request-1", functionName: "test" } as Context;
  return httpApi([of])(event as APIGatewayProxyEventV2WithJWTAuthorizer, context);
}

describe("If-None-Match", () => {
  test.each([
    ["the tag itself", '"3"', '"3"'],
    ["a weak tag, as proxies make it", 'W/"3"', '"3"'],
    ["a strong tag for a weak one", '"3"', 'W/"3"'],
    ["a list that has it", '"1", W/"2","3"', '"3"'],
    ["a list with a comma in a tag", '"a,b", "3"', '"3"'],
    ["any", "*", '"3"'],
  ])("%s: what is known is not sent again", async (_name, ifNoneMatch, etag) => {
    const answer = await ask(tagged("GET", etag), { "if-none-match": ifNoneMatch });
    expect(answer.statusCode).toBe(304);
    expect(answer).not.toHaveProperty("body");
    expect(answer.headers).toMatchObject({ etag, "cache-control": "public, max-age=60" });
    expect(answer.headers).not.toHaveProperty("content-type");
  });

  test.each([
    ["another tag", '"2"'],
    ["a tag that begins alike", '"33"'],
    ["a list without it", '"1", "2"'],
    ["one that holds it inside another", '"a3"'],
    ["a tag without quotes", "3"],
    ["nothing", ""],
  ])("%s: answered whole", async (_name, ifNoneMatch) => {
    const answer = await ask(tagged("GET", '"3"'), { "if-none-match": ifNoneMatch });
    expect(answer).toMatchObject({ statusCode: 200, body: '{"id":"a"}' });
  });

  test("changes nothing for what is not a GET", async () => {
    expect((await ask(tagged("POST", '"3"'), { "if-none-match": '"3"' })).statusCode).toBe(200);
  });
});

describe("a record's tag", () => {
  test("is its version, and changes with what is shown", () => {
    expect(recordTag(3)).toBe('"3"');
    const [one, same, other] = [
      { day: 1, of: 5 },
      { of: 5, day: 1 },
      { day: 2, of: 5 },
    ].map((shown) => recordTag(3, shown));
    expect(one).toMatch(/^"3-[0-9a-f]{8}"$/);
    expect(same).toBe(one);
    expect(other).not.toBe(one);
    expect(ifMatch.parse(one)).toBe(3);
  });
});

describe("If-Match", () => {
  test.each([
    ['"3"', 3],
    ['W/"3"', 3],
    ['"123456789"', 123_456_789],
    ['"12-0123abcd"', 12],
    ['W/"12-0123abcd"', 12],
  ])("%s is version %i", (tag, version) => {
    expect(ifMatch.parse(tag)).toBe(version);
  });

  test.each(["3", '"0"', '"03"', 'w/"3"', 'W/W/"3"', '"3", "4"', "*", '"3W"', '"3-"', '"3-xyz"', ""])(
    "%s is no version",
    (tag) => {
      expect(ifMatch.safeParse(tag).success).toBe(false);
    },
  );
});
