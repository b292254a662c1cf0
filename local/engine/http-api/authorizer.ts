import { createRemoteJWKSet, type JWTPayload, type JWTVerifyResult, jwtVerify } from "jose";

export type Authorization =
  | { kind: "allowed"; claims: JWTPayload; scopes: string[] | null }
  | { kind: "unauthorized"; reason: string }
  | { kind: "forbidden" };

export type JwtAuthorizer = { issuer: string; audience: string[]; jwksUri: string };

/** HTTP APIs know these alone: an issuer that signs with ES256 or SM2 works with none. */
const rsaOnly = ["RS256", "RS384", "RS512"];
const schemePattern = /^bearer\s+/i;
const mostKnown = 1000;

/** Checks an access token as an HTTP API's JWT authorizer does. */
export function jwtAuthorizer({ issuer, audience, jwksUri }: JwtAuthorizer) {
  const keys = createRemoteJWKSet(new URL(jwksUri));
  /** Until it expires, a token is as good as it was: its signature is checked once. */
  const known = new Map<string, JWTVerifyResult>();
  const verified = async (token: string): Promise<JWTVerifyResult> => {
    const before = known.get(token);
    if (before && Number(before.payload.exp) * 1000 > Date.now()) return before;
    const result = await jwtVerify(token, keys, { issuer, requiredClaims: ["exp"], algorithms: rsaOnly });
    if (known.size >= mostKnown) known.clear();
    known.set(token, result);
    return result;
  };
  return async (header: string | undefined, scopes: string[]): Promise<Authorization> => {
    const token = header?.replace(schemePattern, "").trim();
    if (!token) return { kind: "unauthorized", reason: "no token" };
    try {
      const { payload, protectedHeader } = await verified(token);
      if (!protectedHeader.kid) return { kind: "unauthorized", reason: "no kid" };
      const named = [payload.aud ?? payload.client_id].flat();
      if (!named.some((one) => audience.includes(String(one))))
        return { kind: "unauthorized", reason: "audience" };
      const granted = typeof payload.scope === "string" ? payload.scope.split(" ") : [];
      if (scopes.length > 0 && !scopes.some((scope) => granted.includes(scope))) return { kind: "forbidden" };
      return { kind: "allowed", claims: payload, scopes: scopes.length > 0 ? granted : null };
    } catch (error) {
      return { kind: "unauthorized", reason: error instanceof Error ? error.message : String(error) };
    }
  };
}
