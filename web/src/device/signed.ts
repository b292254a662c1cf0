import { settings } from "../app/settings.ts";
import { deviceNow, setBy } from "./clock.ts";

export type Registered = { deviceId: string; key: string };

const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** A call that the device signs with its key; once more by the API's clock, if the device's was wrong. */
export async function signed(...call: Parameters<typeof send>): Promise<Response> {
  const answer = await send(...call);
  return setBy(answer) && answer.status === 401 ? send(...call) : answer;
}

/** The second scheme: over time, method, path and body (shared/kernel/machine-keys/signature.ts). */
async function send(
  { deviceId, key }: Registered,
  what: "ratings" | "heartbeat",
  content: unknown,
): Promise<Response> {
  const { apiUrl } = await settings();
  const body = JSON.stringify(content);
  const timestamp = String(Math.floor(deviceNow().getTime() / 1000));
  const encoder = new TextEncoder();
  const secret = await crypto.subtle.importKey(
    "raw",
    encoder.encode(key),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const path = `/v1/rating-devices/${deviceId}/${what}`;
  const text = `v2\n${timestamp}\nPOST ${path}\n${body}`;
  const signature = await crypto.subtle.sign("HMAC", secret, encoder.encode(text));
  return fetch(apiUrl + path, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "x-tongban-key": deviceId,
      "x-tongban-timestamp": timestamp,
      "x-tongban-signature": `v2:${hex(signature)}`,
    },
  });
}
