import { createHmac, timingSafeEqual } from "node:crypto";

/** How far a machine's clock may be from ours, either way. */
const skewSeconds = 5 * 60;

export type SignatureVerdict = "ok" | "badTimestamp" | "skew" | "badSignature";

type Body = string | Uint8Array;

const digest = (secret: string, before: string, rawBody: Body): Buffer =>
  createHmac("sha256", secret).update(before).update(rawBody).digest();

/** The second scheme's mark. The first covers time and body; machines that know no other go on with it. */
const second = "v2:";
/** Ends in a line break, which neither a method nor a path nor a time can hold. */
const beforeBody = (timestamp: string, target: string): string => `v2\n${timestamp}\n${target}\n`;

/** Hex HMAC-SHA256 over `timestamp + "." + raw body`. The key is the secret's own text, in UTF-8. */
export const signBody = (secret: string, timestamp: string, rawBody: Body): string =>
  digest(secret, `${timestamp}.`, rawBody).toString("hex");

/** `v2:` and the same over `v2`, time, method and path (`POST /v1/…`), each on a line, and the raw body. */
export const signRequest = (secret: string, timestamp: string, target: string, rawBody: Body): string =>
  second + digest(secret, beforeBody(timestamp, target), rawBody).toString("hex");

/**
 * Checks a signature against every valid secret (two during a rotation), in constant time. `timestamp` is
 * unix seconds. A replay within the allowed skew passes: whoever takes the body is idempotent.
 */
export function verifySignature(signed: {
  secrets: readonly string[];
  timestamp: string;
  signature: string;
  rawBody: Body;
  /** Method and path that were called: what the second scheme covers beside the body. */
  target?: string | undefined;
  now: string;
}): SignatureVerdict {
  if (!/^\d{1,12}$/.test(signed.timestamp)) return "badTimestamp";
  const distance = Math.abs(Date.parse(signed.now) / 1000 - Number(signed.timestamp));
  if (distance > skewSeconds) return "skew";
  // Checked before decoding: Buffer.from drops what is not hex without a word.
  const isSecond = signed.signature.startsWith(second);
  const signature = isSecond ? signed.signature.slice(second.length) : signed.signature;
  if (!/^[0-9a-f]{64}$/i.test(signature)) return "badSignature";
  if (isSecond && signed.target === undefined) return "badSignature";
  const before = isSecond ? beforeBody(signed.timestamp, signed.target ?? "") : `${signed.timestamp}.`;
  const given = Buffer.from(signature, "hex");
  let matches = false;
  for (const secret of signed.secrets) {
    // No early end: the time taken does not tell which of the secrets it was.
    if (timingSafeEqual(digest(secret, before, signed.rawBody), given)) matches = true;
  }
  return matches ? "ok" : "badSignature";
}
