import type { Context } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { httpApi, route } from "#shared/kernel/http/api.ts";
import { defineRoute } from "#shared/kernel/http/contract.ts";
import { cameFrom, frontDoorHeader } from "#shared/kernel/http/front-door.ts";
import type { ApiEvent } from "#shared/kernel/http/route.ts";

const key = "k".repeat(64);
const edge = "130.176.1.1";
const person = "203.0.113.9";
const eventOf = (headers: Record<string, string>) => ({
  headers,
  requestContext: { http: { sourceIp: edge } },
});
const through = (forwarded: string, more: Record<string, string> = {}) =>
  eventOf({ "x-forwarded-for": forwarded, [frontDoorHeader]: key, ...more });

describe("where a call comes from", () => {
  it.each([
    ["the address that CloudFront appended", `${person}, ${edge}`, person],
    ["not what the caller wrote before it", `192.0.2.66, 10.0.0.1,${person}, ${edge}`, person],
    ["an IPv6 address", `2001:db8::7, ${edge}`, "2001:db8::7"],
    ["the last one where API Gateway appended nothing", `192.0.2.66, ${person}`, person],
    ["the edge, if only that is there", edge, edge],
    ["the edge, if the entry is no address", `unknown, ${edge}`, edge],
    ["the edge, if the header is empty", "", edge],
  ])("is through the front door %s", (_which, forwarded, address) => {
    expect(cameFrom(through(forwarded), key).address).toBe(address);
  });

  it.each([
    ["without the key", { "x-forwarded-for": `${person}, ${edge}` }, key],
    ["with a wrong one", { "x-forwarded-for": `${person}, ${edge}`, [frontDoorHeader]: "K" }, key],
    ["with an empty one", { "x-forwarded-for": `${person}, ${edge}`, [frontDoorHeader]: "" }, key],
    ["where there is no front door", { "x-forwarded-for": `${person}, ${edge}`, [frontDoorHeader]: "" }, ""],
    ["where none was set up", { "x-forwarded-for": person, [frontDoorHeader]: "undefined" }, undefined],
  ])("is who called the API itself %s", (_how, headers, known) => {
    expect(cameFrom(eventOf({ ...headers, "x-amz-cf-id": "made up" }), known)).toEqual({
      address: edge,
      door: undefined,
    });
  });

  it("has the front door's own name for the call", () => {
    expect(cameFrom(through(person, { "x-amz-cf-id": "cf-1" }), key).door).toBe("cf-1");
  });
});

describe("an HTTP function behind the front door", () => {
  const contract = defineRoute({
    method: "GET",
    path: "/v1/things",
    summary: { zh: "物", en: "things" },
    tag: "test",
    access: { kind: "public" },
    answers: { 200: { description: "whose address" } },
  });
  const seen: string[] = [];
  const handler = httpApi(
    [
      route(contract)(async ({ sourceIp }) => {
        seen.push(sourceIp);
        return { status: 200 };
      }),
    ],
    { perMinute: 2, frontDoorKey: key },
  );
  const call = async (headers: Record<string, string>) => {
    const event = {
      routeKey: "GET /v1/things",
      rawPath: "/v1/things",
      headers,
      requestContext: { requestId: "call-1", http: { method: "GET", sourceIp: edge } },
    } as unknown as ApiEvent;
    return (await handler(event, { awsRequestId: "request-1", functionName: "test" } as Context)).statusCode;
  };
  const headersOf = (address: string) => through(`${address}, ${edge}`).headers;

  it("limits each caller for itself and hands on whose call it is; who comes another way counts as one", async () => {
    for (const address of [person, person, "203.0.113.10"]) expect(await call(headersOf(address))).toBe(200);
    expect(await call(headersOf(person))).toBe(429);
    for (const status of [200, 200, 429])
      expect(await call({ "x-forwarded-for": `198.51.100.${status}, ${edge}` })).toBe(status);
    expect(seen).toEqual([person, person, "203.0.113.10", edge, edge]);
  });
});
