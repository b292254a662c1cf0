import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { jwtAuthorizer } from "#local/engine/http-api/authorizer.ts";

const issuer = "https://sign-in.example.com";
const audience = "tongban";

describe("the API's authorizer", () => {
  let server: Server;
  let authorize: ReturnType<typeof jwtAuthorizer>;
  const keys = new Map<string, CryptoKey>();
  beforeAll(async () => {
    const published: JWK[] = [];
    for (const alg of ["RS256", "ES256", "PS256"]) {
      const { publicKey, privateKey } = await generateKeyPair(alg);
      keys.set(alg, privateKey);
      published.push({ ...(await exportJWK(publicKey)), kid: alg, alg });
    }
    server = createServer((_request, response) => {
      response.setHeader("content-type", "application/json").end(JSON.stringify({ keys: published }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    authorize = jwtAuthorizer({ issuer, audience: [audience], jwksUri: `http://127.0.0.1:${port}/` });
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const token = (alg: string, kid: string | undefined = alg) =>
    new SignJWT({ sub: "li-na" })
      .setProtectedHeader({ alg, ...(kid && { kid }) })
      .setIssuer(issuer)
      .setAudience(audience)
      .setExpirationTime("5m")
      .sign(keys.get(alg) as CryptoKey);

  it("takes a token signed with RSA, with or without the word Bearer", async () => {
    const signed = await token("RS256");
    for (const header of [signed, `Bearer ${signed}`, `bearer  ${signed}`])
      expect(await authorize(header, [])).toMatchObject({ kind: "allowed", claims: { sub: "li-na" } });
  });

  it("takes one that it knows no longer than it says itself", async () => {
    const signed = await token("RS256");
    expect(await authorize(signed, [])).toMatchObject({ kind: "allowed" });
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 6 * 60_000 });
    try {
      expect(await authorize(signed, [])).toMatchObject({ kind: "unauthorized" });
    } finally {
      vi.useRealTimers();
    }
  });

  it.each(["ES256", "PS256"])("takes none signed with %s, as on AWS", async (alg) => {
    expect(await authorize(await token(alg), [])).toMatchObject({ kind: "unauthorized" });
  });

  it("takes none that does not name its key", async () => {
    expect(await authorize(await token("RS256", ""), [])).toMatchObject({ kind: "unauthorized" });
  });
});
