import { signatureHeaders } from "#shared/kernel/machine-keys/require-signature.ts";
import { signRequest } from "#shared/kernel/machine-keys/signature.ts";
import { type Answer, person } from "./api.ts";

/** A call that a machine signs with its key. */
export async function asMachine(
  apiUrl: string,
  { name, key }: { name: string; key: string },
  path: `/v1/${string}`,
  content: unknown,
  at: Date = new Date(),
): Promise<Answer> {
  const body = JSON.stringify(content);
  const timestamp = String(Math.floor(at.getTime() / 1000));
  return person(apiUrl).call("POST", path, {
    body,
    headers: {
      [signatureHeaders.key]: name,
      [signatureHeaders.timestamp]: timestamp,
      [signatureHeaders.signature]: signRequest(key, timestamp, `POST ${path}`, body),
    },
  });
}

/** A call that a rating device signs. */
export const asDevice = (
  apiUrl: string,
  { deviceId, key }: { deviceId: string; key: string },
  what: "ratings" | "heartbeat",
  content: unknown,
  at?: Date,
): Promise<Answer> =>
  asMachine(apiUrl, { name: deviceId, key }, `/v1/rating-devices/${deviceId}/${what}`, content, at);
