import { createCipheriv, createDecipheriv, createHash } from "node:crypto";
import { rc4 } from "./rc4.ts";

/** What a standard security handler's dictionary says (ISO 32000-1, 7.6.3; ISO 32000-2, 7.6.4). */
export type Protection = {
  revision: number;
  /** Of the key, in bytes. */
  length: number;
  owner: Buffer;
  user: Buffer;
  userKey: Buffer;
  permissions: number;
  encryptsMetadata: boolean;
};

const md5 = (...parts: Uint8Array[]): Buffer => {
  const hash = createHash("md5");
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const sha = (bits: 256 | 384 | 512, bytes: Uint8Array): Buffer =>
  createHash(`sha${bits}`).update(bytes).digest();

/** What a password is filled up with: of the empty one it is all there is. */
const padding = Buffer.from("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a", "hex");
const passwordLength = 32;
const rounds = 50;

/** Algorithms 2, 4 and 5 for the empty password; undefined when it is not the user's. */
function olderKey(protection: Protection, fileId: Buffer): Buffer | undefined {
  const { revision, length, owner, user, permissions, encryptsMetadata } = protection;
  const bits = Buffer.alloc(4);
  bits.writeInt32LE(permissions | 0);
  const unread = revision >= 4 && !encryptsMetadata ? Buffer.alloc(4, 0xff) : Buffer.alloc(0);
  let digest = md5(padding, owner.subarray(0, passwordLength), bits, fileId, unread);
  if (revision >= 3) for (let round = 0; round < rounds; round += 1) digest = md5(digest.subarray(0, length));
  const key = digest.subarray(0, length);
  if (revision === 2) return rc4(key, padding).equals(user.subarray(0, passwordLength)) ? key : undefined;
  let proof: Buffer = md5(padding, fileId);
  for (let round = 0; round < 20; round += 1)
    proof = rc4(
      key.map((byte) => byte ^ round),
      proof,
    );
  return proof.equals(user.subarray(0, proof.length)) ? key : undefined;
}

/** Algorithm 2.B for the empty password. */
function hardenedHash(salt: Buffer): Buffer {
  let hash = sha(256, salt);
  for (let round = 0, last = 0; round < 64 || last > round - 32; round += 1) {
    const repeated = Buffer.concat(Array.from({ length: 64 }, () => hash));
    const cipher = createCipheriv("aes-128-cbc", hash.subarray(0, 16), hash.subarray(16, 32));
    const encrypted = cipher.setAutoPadding(false).update(repeated);
    const sum = encrypted.subarray(0, 16).reduce((total, byte) => total + byte, 0);
    hash = sha(([256, 384, 512] as const)[sum % 3] ?? 256, encrypted);
    last = encrypted.at(-1) ?? 0;
  }
  return hash.subarray(0, 32);
}

/** Algorithm 2.A for the empty password; undefined when it is not the user's. */
function newerKey({ revision, user, userKey }: Protection): Buffer | undefined {
  if (user.length < 48 || userKey.length < 32) return undefined;
  const hashOf = (salt: Buffer): Buffer => (revision === 5 ? sha(256, salt) : hardenedHash(salt));
  if (!hashOf(user.subarray(32, 40)).equals(user.subarray(0, 32))) return undefined;
  const decipher = createDecipheriv("aes-256-cbc", hashOf(user.subarray(40, 48)), Buffer.alloc(16));
  return decipher.setAutoPadding(false).update(userKey.subarray(0, 32));
}

/** The key of a file that opens without a password; undefined when it asks for one. */
export const keyWithoutPassword = (protection: Protection, fileId: Buffer): Buffer | undefined =>
  protection.revision >= 5 ? newerKey(protection) : olderKey(protection, fileId);

export type Cipher = "rc4" | "aes128" | "aes256";

const aes = (name: "aes-128-cbc" | "aes-256-cbc", key: Buffer, bytes: Buffer): Buffer => {
  const whole = bytes.length - (bytes.length % 16);
  if (whole < 32) return Buffer.alloc(0);
  const decipher = createDecipheriv(name, key, bytes.subarray(0, 16)).setAutoPadding(false);
  return decipher.update(bytes.subarray(16, whole));
};

/** A stream's bytes as far as they are given (algorithms 1 and 1.A). */
export function decrypted(
  bytes: Buffer,
  { cipher, key }: { cipher: Cipher; key: Buffer },
  [number, generation]: [number: number, generation: number],
): Buffer {
  if (cipher === "aes256") return aes("aes-256-cbc", key, bytes);
  const place = Buffer.from([number, number >> 8, number >> 16, generation, generation >> 8]);
  const salt = Buffer.from(cipher === "aes128" ? "sAlT" : "");
  const own = md5(key, place, salt).subarray(0, Math.min(key.length + 5, 16));
  return cipher === "aes128" ? aes("aes-128-cbc", own, bytes) : rc4(own, bytes);
}
