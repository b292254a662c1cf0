import { createCipheriv, createDecipheriv, timingSafeEqual } from "node:crypto";

export const nonceBytes = 12;
export const tagBytes = 16;

/** One way of authenticated encryption with associated data (GCM, NIST SP 800-38D, 96-bit nonces, 128-bit tags). */
export type Aead = {
  keyBytes: number;
  /** Keys are derived and nonces made with this hash. */
  hash: "sha256" | "sm3";
  /** The text's cipher, its tag behind. */
  encrypt(key: Uint8Array, nonce: Uint8Array, associated: Uint8Array, text: Uint8Array): Uint8Array;
  /** @throws Error when key, nonce, associated data, cipher and tag do not belong together */
  decrypt(key: Uint8Array, nonce: Uint8Array, associated: Uint8Array, sealed: Uint8Array): Uint8Array;
};

const aes: Aead = {
  keyBytes: 32,
  hash: "sha256",
  encrypt(key, nonce, associated, text) {
    const sealing = createCipheriv("aes-256-gcm", key, nonce).setAAD(associated);
    return Buffer.concat([sealing.update(text), sealing.final(), sealing.getAuthTag()]);
  },
  decrypt(key, nonce, associated, sealed) {
    const opening = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes });
    opening.setAAD(associated).setAuthTag(sealed.subarray(-tagBytes));
    return Buffer.concat([opening.update(sealed.subarray(0, -tagBytes)), opening.final()]);
  },
};

const blockBytes = 16;
const numberOf = (block: Uint8Array): bigint => BigInt(`0x${Buffer.from(block).toString("hex")}`);

/** In GF(2^128), bits in GCM's order (SP 800-38D, 6.3). */
function product(one: bigint, other: bigint): bigint {
  let [sum, shifted] = [0n, other];
  for (let bit = 127n; bit >= 0n; bit -= 1n) {
    if ((one >> bit) & 1n) sum ^= shifted;
    shifted = shifted & 1n ? (shifted >> 1n) ^ (0xe1n << 120n) : shifted >> 1n;
  }
  return sum;
}

/** GHASH of associated data and cipher (6.4). */
function ghash(key: bigint, associated: Uint8Array, cipher: Uint8Array): Buffer {
  const padded = (bytes: Uint8Array) => [bytes, Buffer.alloc(-bytes.length & (blockBytes - 1))];
  const lengths = Buffer.alloc(blockBytes);
  lengths.writeBigUInt64BE(BigInt(associated.length) * 8n, 0);
  lengths.writeBigUInt64BE(BigInt(cipher.length) * 8n, 8);
  const all = Buffer.concat([...padded(associated), ...padded(cipher), lengths]);
  let sum = 0n;
  for (let at = 0; at < all.length; at += blockBytes)
    sum = product(sum ^ numberOf(all.subarray(at, at + blockBytes)), key);
  return Buffer.from(sum.toString(16).padStart(2 * blockBytes, "0"), "hex");
}

/**
 * SM4 (GB/T 32907) in GCM (RFC 8998). Node has the cipher and its counter mode, and not this one; a library in script
 * would weigh 50 KB in every function's bundle.
 */
const sm4Counter = (key: Uint8Array, nonce: Uint8Array, first: number, bytes: Uint8Array): Buffer => {
  const start = Buffer.alloc(blockBytes);
  start.set(nonce);
  start.writeUInt32BE(first, nonceBytes);
  return createCipheriv("sm4-ctr", key, start).update(bytes);
};
const sm4Tag = (key: Uint8Array, nonce: Uint8Array, associated: Uint8Array, cipher: Uint8Array): Buffer => {
  const block = createCipheriv("sm4-ecb", key, null).update(Buffer.alloc(blockBytes));
  return sm4Counter(key, nonce, 1, ghash(numberOf(block), associated, cipher));
};
const sm4Gcm: Aead = {
  keyBytes: 16,
  hash: "sm3",
  encrypt(key, nonce, associated, text) {
    const cipher = sm4Counter(key, nonce, 2, text);
    return Buffer.concat([cipher, sm4Tag(key, nonce, associated, cipher)]);
  },
  decrypt(key, nonce, associated, sealed) {
    const [cipher, tag] = [sealed.subarray(0, -tagBytes), sealed.subarray(-tagBytes)];
    if (tag.length < tagBytes || !timingSafeEqual(tag, sm4Tag(key, nonce, associated, cipher)))
      throw new Error("the tag is of something else");
    return sm4Counter(key, nonce, 2, cipher);
  },
};

/** By the name that the environment's file says. */
export const algorithms = { "aes-256-gcm": aes, "sm4-gcm": sm4Gcm } as const;
export type Algorithm = keyof typeof algorithms;
export const algorithmNames = ["aes-256-gcm", "sm4-gcm"] as const satisfies readonly Algorithm[];
