import { createHash } from "node:crypto";
import { sm2 } from "sm-crypto-v2";
import type { SecretTexts } from "#shared/kernel/aws/secret.ts";

export type Signature = { keyId: string; value: string };
/** `publicKey` is the uncompressed point, hex, starting with 04. */
type PublicKey = { keyId: string; publicKey: string };

/** Order of the curve sm2p256v1 (GB/T 32918.5). */
const order = BigInt("0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123");

export const sm3Hex = (text: string): string => createHash("sm3").update(text, "utf8").digest("hex");

/** Steps B1, B2 and B5 of GB/T 32918.2, which the library leaves to its caller: it throws where they fail. */
function hasNumbersInRange(value: string): boolean {
  if (!/^[0-9a-f]{128}$/.test(value)) return false;
  const [r, s] = [value.slice(0, 64), value.slice(64)].map((hex) => BigInt(`0x${hex}`)) as [bigint, bigint];
  return [r, s].every((number) => number > 0n && number < order) && (r + s) % order !== 0n;
}

type KeyPair = PublicKey & { privateKey: string };

/** A private key in [1, n-2] from the secret's text: SHA-512 gives enough bits that the rest is even. */
function keyPairOf(secret: string): KeyPair {
  const wide = BigInt(`0x${createHash("sha512").update(`sm2:${secret}`).digest("hex")}`);
  const privateKey = ((wide % (order - 2n)) + 1n).toString(16).padStart(64, "0");
  const publicKey = sm2.getPublicKeyFromPrivateKey(privateKey);
  return { keyId: sm3Hex(publicKey).slice(0, 8), publicKey, privateKey };
}

/**
 * SM2 over SM3 with the user id that GB/T 32918 gives by default. The secret's current text signs; the previous one
 * verifies as well, so that licences outlive one change of the key.
 */
export function sm2Signer(secrets: SecretTexts) {
  const pairs = new Map<string, KeyPair>();
  const keyPairs = async (): Promise<KeyPair[]> =>
    (await secrets()).map((secret) => {
      const known = pairs.get(secret) ?? keyPairOf(secret);
      pairs.set(secret, known);
      return known;
    });
  return {
    async sign(text: string): Promise<Signature> {
      const [current] = await keyPairs();
      if (!current) throw new Error("there is no key to sign licences with");
      const { keyId, privateKey, publicKey } = current;
      return { keyId, value: sm2.doSignature(text, privateKey, { hash: true, publicKey }) };
    },
    async verify(text: string, { keyId, value }: Signature): Promise<boolean> {
      const pair = (await keyPairs()).find((one) => one.keyId === keyId);
      if (!pair || !hasNumbersInRange(value)) return false;
      return sm2.doVerifySignature(text, value, pair.publicKey, { hash: true });
    },
    publicKeys: async (): Promise<PublicKey[]> =>
      (await keyPairs()).map(({ keyId, publicKey }) => ({ keyId, publicKey })),
  };
}
export type LicenceSigner = ReturnType<typeof sm2Signer>;
