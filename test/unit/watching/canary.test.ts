import { describe, expect, test } from "vitest";
import { capturedLogs } from "#test/support/captured-logs.ts";
import { type CanaryDeps, walk } from "../../../functions/watching/canary/canary.ts";

const apiUrl = "https://api.example.com";
const issuer = "https://sign-in.example.com";
type Answer = [status: number, body: unknown];

const discovery = { issuer, jwks_uri: `${issuer}/keys`, token_endpoint: `${issuer}/token` };
const usual: Record<string, Answer> = {
  [`${apiUrl}/v1/items?limit=1`]: [200, { items: [] }],
  [`${apiUrl}/v1/cases`]: [401, { message: "Unauthorized" }],
  [`${apiUrl}/v1/cases signed in`]: [200, { items: [] }],
  [`${issuer}/.well-known/openid-configuration`]: [200, discovery],
  [`${issuer}/keys`]: [200, { keys: [{ kty: "RSA", kid: "1" }] }],
  [`${issuer}/token`]: [200, { access_token: "token" }],
};

const asked: { url: string; init: RequestInit }[] = [];
const world = (changed: Record<string, Answer> = {}, signsIn = false): CanaryDeps => ({
  apiUrl,
  issuer,
  audience: "tongban",
  fetch: async (url, init = {}) => {
    asked.push({ url: String(url), init });
    const bearer = new Headers(init.headers).get("authorization") === "Bearer token";
    const [status, body] = { ...usual, ...changed }[`${url}${bearer ? " signed in" : ""}`] ?? [404, {}];
    return new Response(JSON.stringify(body), { status });
  },
  ...(signsIn && { client: async () => ({ clientId: "canary", clientSecret: "secret" }) }),
});

const logged = capturedLogs();

describe("the canary", () => {
  test("is content when all answers are as they should be, with and without a client of its own", async () => {
    await walk(world());
    await walk(world({}, true));
    expect(JSON.stringify(logged)).not.toContain("canary.failed");
    const token = asked.find(({ url }) => url.endsWith("/token"))?.init;
    expect(String(token?.body)).toContain("grant_type=client_credentials&audience=tongban");
    expect(new Headers(token?.headers).get("authorization")).toBe(`Basic ${btoa("canary:secret")}`);
  });

  test.each<[string, Record<string, Answer>, string]>([
    [
      "the API answers nobody",
      { [`${apiUrl}/v1/items?limit=1`]: [503, {}] },
      "guides: answered 503 and not 200",
    ],
    ["the door is open", { [`${apiUrl}/v1/cases`]: [200, {}] }, "closedDoor: answered 200 and not 401"],
    [
      "the issuer is away",
      { [`${issuer}/.well-known/openid-configuration`]: [502, {}] },
      "issuer: answered 502",
    ],
    [
      "the issuer has another name",
      { [`${issuer}/.well-known/openid-configuration`]: [200, { ...discovery, issuer: "https://other" }] },
      "issuer: the issuer calls itself",
    ],
    [
      "the keys fit no gateway",
      { [`${issuer}/keys`]: [200, { keys: [{ kty: "EC", kid: "1" }] }] },
      "issuer: the issuer has no RSA",
    ],
    ["the client is refused", { [`${issuer}/token`]: [401, {}] }, "signedIn: answered 401 and not 200"],
    [
      "its token opens nothing",
      { [`${apiUrl}/v1/cases signed in`]: [401, {}] },
      "signedIn: answered 401 and not 200",
    ],
  ])("rings when %s, and says which step", async (_what, changed, why) => {
    await expect(walk(world(changed, true))).rejects.toThrow(why);
    expect(JSON.stringify(logged)).toContain(`"step":"${why.split(":")[0]}"`);
  });

  test("tries all before it says what failed", async () => {
    const both = { [`${apiUrl}/v1/cases`]: [500, {}], [`${issuer}/keys`]: [500, {}] } satisfies Record<
      string,
      Answer
    >;
    await expect(walk(world(both))).rejects.toThrow(/closedDoor: .*; issuer: /);
  });

  test("logs no secret and no token", async () => {
    await walk(world({ [`${apiUrl}/v1/cases signed in`]: [403, {}] }, true)).catch(() => {});
    expect(JSON.stringify(logged)).not.toMatch(/secret|"token"/);
  });
});
