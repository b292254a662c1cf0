import { createHmac } from "node:crypto";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";

export type SecretKey = { secretId: string; secretKey: string };

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

type Signable = {
  host: string;
  service: string;
  action: string;
  body: string;
  /** Seconds since 1970. */
  timestamp: number;
};

const contentType = "application/json; charset=utf-8";
const signedHeaders = "content-type;host;x-tc-action";

const dateOf = (timestamp: number): string => new Date(timestamp * 1000).toISOString().slice(0, 10);

/** The signature of 腾讯云 API 3.0 (TC3-HMAC-SHA256) over a JSON request. */
export function signatureOf({ host, service, action, body, timestamp }: Signable, secretKey: string): string {
  const canonical = [
    "POST",
    "/",
    "",
    `content-type:${contentType}\nhost:${host}\nx-tc-action:${action.toLowerCase()}\n`,
    signedHeaders,
    sha256Hex(body),
  ].join("\n");
  const date = dateOf(timestamp);
  const key = hmac(hmac(hmac(`TC3${secretKey}`, date), service), "tc3_request");
  return hmac(
    key,
    ["TC3-HMAC-SHA256", timestamp, `${date}/${service}/tc3_request`, sha256Hex(canonical)].join("\n"),
  ).toString("hex");
}

type Call = Omit<Signable, "host"> & { baseUrl: string; version: string; region: string };

export function signedCall(
  { baseUrl, service, action, version, region, body, timestamp }: Call,
  { secretId, secretKey }: SecretKey,
): { url: string; request: RequestInit } {
  const { host } = new URL(baseUrl);
  const signature = signatureOf({ host, service, action, body, timestamp }, secretKey);
  const scope = `${dateOf(timestamp)}/${service}/tc3_request`;
  return {
    url: baseUrl,
    request: {
      method: "POST",
      headers: {
        "content-type": contentType,
        "x-tc-action": action,
        "x-tc-timestamp": String(timestamp),
        "x-tc-version": version,
        "x-tc-region": region,
        authorization: `TC3-HMAC-SHA256 Credential=${secretId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
      },
      body,
    },
  };
}
