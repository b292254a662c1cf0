import { createHmac } from "node:crypto";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";

export type AccessKey = { accessKeyId: string; accessKeySecret: string };

/** As RFC 3986 has it: what `encodeURIComponent` leaves is encoded too. */
const percentEncode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

export const canonicalQuery = (query: Record<string, string>): string =>
  Object.entries(query)
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");

type Signable = {
  method: "POST";
  path: string;
  query: Record<string, string>;
  /** Names in lower case. */
  headers: Record<string, string>;
};

/** The signature of 阿里云 V3 (ACS3-HMAC-SHA256) over a request whose body's hash stands in its headers. */
export function signatureOf({ method, path, query, headers }: Signable, accessKeySecret: string): string {
  const names = Object.keys(headers).sort();
  const canonical = [
    method,
    path,
    canonicalQuery(query),
    ...names.map((name) => `${name}:${headers[name]?.trim()}`),
    "",
    names.join(";"),
    headers["x-acs-content-sha256"],
  ].join("\n");
  return createHmac("sha256", accessKeySecret)
    .update(`ACS3-HMAC-SHA256\n${sha256Hex(canonical)}`)
    .digest("hex");
}

export type AcsCall = {
  baseUrl: string;
  action: string;
  version: string;
  query: Record<string, string>;
  /** ISO 8601 with milliseconds. */
  at: string;
  nonce: string;
};

/** A signed call. 阿里云 reads these actions' parameters from the query, which leaves us only over TLS. */
export function signedCall(
  { baseUrl, action, version, query, at, nonce }: AcsCall,
  key: AccessKey,
): { url: string; request: RequestInit } {
  const { host, pathname, origin } = new URL(baseUrl);
  const signed: Record<string, string> = {
    host,
    "x-acs-action": action,
    "x-acs-content-sha256": sha256Hex(""),
    "x-acs-date": at.replace(/\.\d+Z$/, "Z"),
    "x-acs-signature-nonce": nonce,
    "x-acs-version": version,
  };
  const signature = signatureOf(
    { method: "POST", path: pathname, query, headers: signed },
    key.accessKeySecret,
  );
  const names = Object.keys(signed).sort().join(";");
  const { host: _byFetch, ...headers } = signed;
  return {
    url: `${origin}${pathname}?${canonicalQuery(query)}`,
    request: {
      method: "POST",
      headers: {
        ...headers,
        accept: "application/json",
        authorization: `ACS3-HMAC-SHA256 Credential=${key.accessKeyId},SignedHeaders=${names},Signature=${signature}`,
      },
    },
  };
}
