import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from "node:crypto";

const cipher = "aes-256-gcm";
const [nonceBytes, tagBytes] = [12, 16];

const keyOf = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, "", purpose, 32));

/**
 * What others carry and must neither read nor change, in base64url: AES-256-GCM under a key of this purpose. The nonce
 * follows from the text, so that the same text is sealed the same.
 */
export function sealText(secret: string, purpose: string, text: string): string {
  const key = keyOf(secret, purpose);
  const nonce = createHmac("sha256", key).update(text).digest().subarray(0, nonceBytes);
  const sealing = createCipheriv(cipher, key, nonce);
  const sealed = Buffer.concat([sealing.update(text, "utf8"), sealing.final()]);
  return Buffer.concat([nonce, sealing.getAuthTag(), sealed]).toString("base64url");
}

/** Undefined for what is not sealed with one of these secrets: a rotation leaves what the one before has sealed. */
export function openText(secrets: readonly string[], purpose: string, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, "base64url");
  // Another spelling of the same bytes is not what was given.
  if (bytes.toString("base64url") !== sealed) return undefined;
  for (const secret of secrets) {
    try {
      const opening = createDecipheriv(cipher, keyOf(secret, purpose), bytes.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      });
      opening.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      const text = [opening.update(bytes.subarray(nonceBytes + tagBytes)), opening.final()];
      return Buffer.concat(text).toString("utf8");
    } catch {
      // Sealed with another secret, or by nobody: the next one is tried.
    }
  }
  return undefined;
}
