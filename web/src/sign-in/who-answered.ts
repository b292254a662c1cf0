/** What the pages know of the issuer before anybody signs in. */
export type ExpectedIssuer = { issuer: string; clientId: string };

type Claims = { iss?: unknown; aud?: unknown; azp?: unknown; iat?: unknown; exp?: unknown };

/** What a token says, unverified: from the issuer's own endpoint over TLS (OpenID Connect Core 3.1.3.7, 6). */
export function claimsIn(token: string): Record<string, unknown> {
  const bytes = Uint8Array.from(
    atob((token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/")),
    (character) => character.charCodeAt(0),
  );
  return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
}

/** What an issuer publishes of itself, as far as it is asked for. */
export type IssuerMetadata = { issuer: string; authorization_response_iss_parameter_supported?: boolean };

/**
 * The metadata and the way back are of this issuer (OpenID Connect Discovery 4.3, RFC 9207): another's answer is not taken to
 * ours. Whoever says that it names itself has to.
 * @throws Error when one is another's
 */
export function requireOurIssuer(
  search: string,
  issuer: string,
  { issuer: named, authorization_response_iss_parameter_supported: namesItself = false }: IssuerMetadata,
): void {
  if (named !== issuer) throw new Error("the metadata are of another issuer");
  const said = new URLSearchParams(search).getAll("iss");
  if (said.length === 0 && !namesItself) return;
  if (said.length !== 1 || said[0] !== issuer) throw new Error("the answer is of another issuer");
}

/**
 * The ID token is of this issuer, for these pages and good for a while (OpenID Connect Core 3.1.3.7, 2 to 5 and 9). Its end
 * is held against its own beginning: it came a moment ago in exchange for a code that is good once, and many a phone's
 * clock is wrong by hours.
 * @throws Error when it is not
 */
export function requireOurToken(
  { iss, aud, azp, iat, exp }: Claims,
  { issuer, clientId }: ExpectedIssuer,
): void {
  if (iss !== issuer) throw new Error("the ID token is of another issuer");
  const audiences = Array.isArray(aud) ? aud : [aud];
  if (!audiences.includes(clientId)) throw new Error("the ID token is for somebody else");
  if ((audiences.length > 1 && azp === undefined) || (azp !== undefined && azp !== clientId))
    throw new Error("the ID token was given to somebody else");
  if (typeof exp !== "number" || typeof iat !== "number" || exp <= iat)
    throw new Error("the ID token is too old");
}
