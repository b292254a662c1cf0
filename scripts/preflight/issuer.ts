import * as z from "zod";
import { type Check, causeOf, ok, wrong } from "./finding.ts";

const patienceMs = 10_000;

const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url() });
const keySetSchema = z.object({
  keys: z.array(z.object({ kty: z.string(), kid: z.string().optional(), use: z.string().optional() })),
});

/** API Gateway reads both when the authorizer is made: in the third stack, after tables that stay. */
export const issuer: Check = async ({ oidc }, { fetch }) => {
  const read = async (url: string): Promise<unknown> => {
    const answer = await fetch(url, { signal: AbortSignal.timeout(patienceMs), redirect: "error" });
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    return answer.json();
  };
  const place = `${oidc.issuer}/.well-known/openid-configuration`;
  const found = await read(place).then(
    (body) => discoverySchema.safeParse(body),
    (error: unknown) => causeOf(error),
  );
  if (typeof found === "string")
    return [wrong(`issuer: it cannot be read: ${found}`, `let ${place} answer over HTTPS from the internet`)];
  if (!found.success)
    return [wrong("issuer: its configuration names no issuer or no jwks_uri", `put ${place} right`)];
  const named =
    found.data.issuer === oidc.issuer
      ? ok(`issuer: ${oidc.issuer} is reachable and calls itself so`)
      : wrong(
          `issuer: it calls itself ${found.data.issuer}`,
          "write that into oidc.issuer, to the letter: tokens carry it",
        );
  const keys = await read(found.data.jwks_uri).then(
    (body) => keySetSchema.safeParse(body),
    (error: unknown) => causeOf(error),
  );
  if (typeof keys === "string" || !keys.success)
    return [
      named,
      wrong("issuer's keys: they cannot be read", `let ${found.data.jwks_uri} answer with a key set`),
    ];
  const signing = keys.data.keys.filter(({ use = "sig" }) => use === "sig");
  const usable = signing.filter(({ kty, kid }) => kty === "RSA" && kid);
  const others = signing
    .filter((key) => !usable.includes(key))
    .map(({ kty, kid }) => `${kty}${kid ? "" : " without kid"}`);
  if (usable.length === 0)
    return [
      named,
      wrong(
        `issuer's keys: none is RSA with a kid (${others.join(", ") || "there are none"})`,
        "let the issuer sign with RS256 and a kid: API Gateway takes no EC and no SM2 key",
      ),
    ];
  const rest = others.length > 0 ? `; tokens signed with the others are refused: ${others.join(", ")}` : "";
  return [named, ok(`issuer's keys: ${usable.length} RSA with a kid${rest}`)];
};
