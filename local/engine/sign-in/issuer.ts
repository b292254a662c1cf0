import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { OAuth2Server } from "oauth2-mock-server";
import { demoPerson } from "../../demo-people.ts";
import { PortInUseError } from "../server.ts";
import type { Claims, LocalOptions } from "../types.ts";
import { letPeopleChoose } from "./choice.ts";

export type Issuer = {
  url: string;
  jwksUri: string;
  tokenWith(claims: Claims): Promise<string>;
  token(person: string): Promise<string>;
  close(): Promise<void>;
};

const hours = 3600;

/** Staff are asked for a second factor by every provider that the platform takes; here it is believed. */
const withFactors = (claims: Claims): Claims => ({
  ...(claims.role !== "citizen" && { acr: "mfa" }),
  ...claims,
});

/**
 * An OIDC issuer on loopback. Its key and port stay the same between starts, so that tokens stay valid. It
 * signs in whoever it is asked to: for one machine and made-up people only.
 */
async function startIssuer(dataDir: string, port: number, audience: string): Promise<Issuer> {
  const keyFile = join(dataDir, "sign-in-key.json");
  const server = new OAuth2Server();
  if (existsSync(keyFile)) await server.issuer.keys.add(JSON.parse(readFileSync(keyFile, "utf8")));
  else {
    const key = await server.issuer.keys.generate("RS256");
    writeFileSync(keyFile, JSON.stringify(key), { mode: 0o600 });
  }
  await server.start(port, "127.0.0.1").catch((error: NodeJS.ErrnoException) => {
    throw error.code === "EADDRINUSE" ? new PortInUseError(port) : error;
  });
  const url = `http://127.0.0.1:${server.address().port}`;
  server.issuer.url = url;

  const tokenWith = (claims: Claims): Promise<string> =>
    server.issuer.buildToken({
      scopesOrTransform: (_header, payload) =>
        Object.assign(payload, { aud: audience, ...withFactors(claims) }),
      expiresIn: 8 * hours,
    });
  const personOfCode = letPeopleChoose(server.service, url);
  // A client that names a demo person gets that person's token; so does a page on which one was chosen.
  server.service.on("beforeTokenSigning", (token, request) => {
    const { username, code = "" } = (request?.body ?? {}) as { username?: string; code?: string };
    const person = username ?? personOfCode.get(code);
    if (person)
      Object.assign(
        token.payload,
        { aud: token.payload.aud ?? audience },
        withFactors(demoPerson(person).claims),
      );
  });
  return {
    url,
    jwksUri: `${url}/jwks`,
    tokenWith,
    token: async (person) => tokenWith(demoPerson(person).claims),
    close: () => server.stop(),
  };
}

const issuerPortFile = "issuer-port";

/** On the port used before on this data, so that tokens given out then still name the issuer; else beside the API. */
export async function issuerOfDataDir(
  options: LocalOptions,
  apiPort: number,
  audience: string,
): Promise<Issuer> {
  const { dataDir, port, issuerPort: given } = options;
  const file = join(dataDir, issuerPortFile);
  const before = existsSync(file) ? Number(readFileSync(file, "utf8")) : undefined;
  const wanted = given ?? before ?? (port ? apiPort + 1 : 0);
  const issuer = await startIssuer(dataDir, wanted, audience).catch((error: unknown) => {
    // Nobody chose this port: it was any free one, and today it is not.
    if (error instanceof PortInUseError && !given && !port) return startIssuer(dataDir, 0, audience);
    throw error;
  });
  writeFileSync(file, new URL(issuer.url).port);
  return issuer;
}
