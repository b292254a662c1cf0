import { createHmac, timingSafeEqual } from "node:crypto";

/** How far a machine's clock may be from ours, either way. */
const skewSeconds = 5 * 60;

export type SignatureVerdict = "ok" | "badTimestamp" | "skew" | "badSignature";

const digest = (secret: string, timestamp: string, rawBody: string | Uint8Array): Buffer =>
  createHmac("sha256", secret).update(`${timestamp}.`).update(rawBody).digest();

/** Hex HMAC-SHA256 over `timestamp + "." + raw body`. The key is the secret's own text, in UTF-8. */
export const signBody = (secret: string, timestamp: string, rawBody: string | Uint8Array): string =>
  digest(secret, timestamp, rawBody).toString("hex");

/**
 * Checks a signature against every valid secret (two during a rotation), in constant time. `timestamp` is
 * unix seconds. A replay within the allowed skew passes: whoever takes the body is idempotent.
 */
export function verifySignature(signed: {
  secrets: readonly string[];
  timestamp: string;
  signature: string;
  rawBody: string | Uint8Array;
  now: string;
}): SignatureVerdict {
  if (!/^\d{1,12}$/.test(signed.timestamp)) return "badTimestamp";
  const distance = Math.abs(Date.parse(signed.now) / 1000 - Number(signed.timestamp));
  if (distance > skewSeconds) return "skew";
  // Checked before decoding: Buffer.from drops what is not hex without a word.
  if (!/^[0-9a-f]{64}$/i.test(signed.signature)) return "badSignature";
  const given = Buffer.from(signed.signature, "hex");
  let matches = false;
  for (const secret of signed.secrets) {
    // No early end: the time taken does not tell which of the secrets it was.
    if (timingSafeEqual(digest(secret, signed.timestamp, signed.rawBody), given)) matches = true;
  }
  return matches ? "ok" : "badSignature";
}
