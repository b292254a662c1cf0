import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { answerOf, requestEvent } from "#local/engine/http-api/event.ts";
import { router } from "#local/engine/http-api/routes.ts";
import { tokenBucket } from "#local/engine/http-api/throttle.ts";

describe("route matching", () => {
  const keys = [
    "GET /v1/cases",
    "POST /v1/cases",
    "GET /v1/cases/{caseNumber}",
    "GET /v1/cases/worklist",
    "ANY /v1/cases/{caseNumber}",
    "GET /v1/cases/{caseNumber}/history",
    "GET /v1/{proxy+}",
    "$default",
  ];
  const find = router(keys.map((key) => ({ key, route: key })));
  it.each<[string, string, string, Record<string, string>]>([
    ["GET", "/v1/cases", "GET /v1/cases", {}],
    ["GET", "/v1/cases/1", "GET /v1/cases/{caseNumber}", { caseNumber: "1" }],
    ["GET", "/v1/cases/worklist", "GET /v1/cases/worklist", {}],
    ["DELETE", "/v1/cases/1", "ANY /v1/cases/{caseNumber}", { caseNumber: "1" }],
    ["GET", "/v1/cases/1/history", "GET /v1/cases/{caseNumber}/history", { caseNumber: "1" }],
    ["GET", "/v1/cases/1/else", "GET /v1/{proxy+}", { proxy: "cases/1/else" }],
    ["GET", "/v1/cases/%E5%8A%9E%2F1", "GET /v1/cases/{caseNumber}", { caseNumber: "办/1" }],
    ["GET", "/v1/cases/%zz", "GET /v1/cases/{caseNumber}", { caseNumber: "%zz" }],
    ["PUT", "/v1/cases", "$default", {}],
    ["GET", "/", "$default", {}],
  ])("%s %s is %s", (method, path, route, parameters) =>
    expect(find(method, path)).toEqual({ route, parameters }),
  );

  it("finds nothing where there is no default", () => {
    expect(router([{ key: "GET /a", route: 1 }])("GET", "/b")).toBeUndefined();
  });
});

describe("a body on its way to a function", () => {
  const eventOf = (type: string | undefined, body: Buffer) =>
    requestEvent({
      incoming: { headers: type ? { "content-type": type } : {}, socket: {} } as unknown as IncomingMessage,
      url: new URL("http://local/v1/things"),
      body,
      routeKey: "POST /v1/things",
      parameters: {},
      claims: undefined,
      scopes: null,
      apiId: "api",
      requestId: "1",
    });
  const text = Buffer.from("张伟=1");
  it.each<[string | undefined, Buffer, boolean]>([
    ["application/json", text, true],
    ["application/json; charset=utf-8", text, true],
    ["text/xml", text, true],
    ["application/x-www-form-urlencoded", text, false],
    ["application/vnd.api+json", text, false],
    ["application/octet-stream", text, false],
    [undefined, text, false],
    ["application/json", Buffer.from([0x22, 0xd5, 0xc5, 0x22]), false],
  ])("is text or its bytes by its type: %s", (type, body, isText) => {
    expect(eventOf(type, body)).toMatchObject({
      body: body.toString(isText ? "utf8" : "base64"),
      isBase64Encoded: !isText,
    });
  });

  it("is not there when it is empty", () => {
    const event = eventOf("application/octet-stream", Buffer.alloc(0));
    expect([event.isBase64Encoded, "body" in event]).toEqual([false, false]);
  });
});

describe("throttling", () => {
  it("lets a burst pass, then the steady rate, and saves up no more than the burst", () => {
    let now = 0;
    const tryAcquire = tokenBucket(2, 3, () => now);
    const pass = (times: number) => Array.from({ length: times }, tryAcquire).filter(Boolean).length;
    expect(pass(5)).toBe(3);
    now = 500;
    expect(pass(5)).toBe(1);
    now = 60_000;
    expect(pass(5)).toBe(3);
  });
});

describe("a function's answer", () => {
  const text = ({ status, headers, body }: ReturnType<typeof answerOf>) => [status, headers, body.toString()];
  it("is the body of a 200 when it has no statusCode", () => {
    expect(text(answerOf({ a: 1 }))).toEqual([200, { "content-type": "application/json" }, '{"a":1}']);
    expect(text(answerOf("hello"))).toEqual([200, { "content-type": "application/json" }, "hello"]);
  });
  it("has its own status, headers and cookies when it has one", () => {
    const answer = { statusCode: 204, headers: { "X-A": 1 as never }, cookies: ["a=1"], body: "" };
    expect(text(answerOf(answer))).toEqual([204, { "x-a": "1", "set-cookie": ["a=1"] }, ""]);
  });
});
