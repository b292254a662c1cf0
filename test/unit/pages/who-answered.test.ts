import { describe, expect, test } from "vitest";
import { claimsIn, requireOurIssuer, requireOurToken } from "../../../web/src/sign-in/who-answered.ts";

const issuer = "https://sign-in.example.com";
const expected = { issuer, clientId: "tongban-web" };
const now = Date.parse("2026-11-28T02:00:00.000Z");
const claims = { iss: issuer, aud: "tongban-web", iat: now / 1000, exp: now / 1000 + 60 };

describe("the way back from the issuer (RFC 9207)", () => {
  const back =
    (search: string, namesItself = true) =>
    () =>
      requireOurIssuer(search, issuer, {
        issuer,
        authorization_response_iss_parameter_supported: namesItself,
      });

  test("is ours when it says so, or when ours never says", () => {
    expect(back(`?code=a&state=b&iss=${encodeURIComponent(issuer)}`)).not.toThrow();
    expect(back(`?code=a&iss=${encodeURIComponent(issuer)}`, false)).not.toThrow();
    expect(back("?code=a&state=b", false)).not.toThrow();
  });

  test.each([
    ["another's", `?code=a&iss=${encodeURIComponent("https://evil.example.com")}`, false],
    ["ours but for a slash", `?code=a&iss=${encodeURIComponent(`${issuer}/`)}`, false],
    ["said twice", `?iss=${encodeURIComponent(issuer)}&iss=https://evil.example.com`, true],
    ["not said where ours says so", "?code=a&state=b", true],
  ])("is refused when it is %s", (_what, search, namesItself) => {
    expect(back(search, namesItself)).toThrow("of another issuer");
  });
});

test("metadata that name another issuer are not ours", () => {
  const metadata = { issuer: "https://evil.example.com" };
  expect(() => requireOurIssuer("?code=a", issuer, metadata)).toThrow("of another issuer");
});

describe("an ID token", () => {
  const taken = (more: object) => () => requireOurToken({ ...claims, ...more }, expected);

  test("is taken from this issuer, for these pages", () => {
    for (const more of [{}, { aud: ["tongban-web"] }, { aud: ["tongban-web", "other"], azp: "tongban-web" }])
      expect(taken(more)).not.toThrow();
  });

  test.each<[string, object, string]>([
    ["of another issuer", { iss: "https://evil.example.com" }, "of another issuer"],
    ["without one", { iss: undefined }, "of another issuer"],
    ["for the API", { aud: "tongban-prod" }, "for somebody else"],
    ["for nobody", { aud: undefined }, "for somebody else"],
    ["for several, given to nobody", { aud: ["tongban-web", "other"] }, "given to somebody else"],
    ["given to another", { azp: "other" }, "given to somebody else"],
    ["that ends where it begins", { exp: now / 1000 }, "too old"],
    ["without a beginning", { iat: undefined }, "too old"],
    ["without an end", { exp: "tomorrow" }, "too old"],
  ])("%s is refused", (_what, more, why) => {
    expect(taken(more)).toThrow(why);
  });

  test("is read as UTF-8 in Base64 without padding", () => {
    const payload = Buffer.from(JSON.stringify({ name: "李敏𠮷" })).toString("base64url");
    expect(claimsIn(`x.${payload}.y`)).toEqual({ name: "李敏𠮷" });
  });
});
