import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from "node:crypto";
import { decodeCursor } from "./cursor.ts";
import type { SecretTexts } from "./secret.ts";

const cipher = "aes-256-gcm";
const [nonceBytes, tagBytes] = [12, 16];

const keyOf = (secret: string): Buffer => Buffer.from(hkdfSync("sha256", secret, "", "page marks", 32));

/**
 * Page marks of lists that everybody reads: a table's keys would tell more than the list does. The same key has the same
 * mark, so that answers can be kept by caches. A mark that was given before a rotation is still taken.
 */
export function sealedCursors(secrets: SecretTexts) {
  return {
    async seal(key: Record<string, unknown> | undefined): Promise<string | null> {
      if (!key) return null;
      const [secret = ""] = await secrets();
      const text = JSON.stringify(key);
      const nonce = createHmac("sha256", keyOf(secret)).update(text).digest().subarray(0, nonceBytes);
      const sealing = createCipheriv(cipher, keyOf(secret), nonce);
      const sealed = Buffer.concat([sealing.update(text, "utf8"), sealing.final()]);
      return Buffer.concat([nonce, sealing.getAuthTag(), sealed]).toString("base64url");
    },
    /** Undefined for what is none of ours. */
    async open(cursor: string): Promise<Record<string, string> | undefined> {
      const bytes = Buffer.from(cursor, "base64url");
      for (const secret of await secrets()) {
        try {
          const opening = createDecipheriv(cipher, keyOf(secret), bytes.subarray(0, nonceBytes), {
            authTagLength: tagBytes,
          });
          opening.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
          const text = Buffer.concat([
            opening.update(bytes.subarray(nonceBytes + tagBytes)),
            opening.final(),
          ]);
          return decodeCursor(text.toString("base64url"));
        } catch {
          // Sealed with another secret, or by nobody: the next one is tried.
        }
      }
      return undefined;
    },
  };
}
export type SealedCursors = ReturnType<typeof sealedCursors>;
