import { createHmac, hkdfSync } from "node:crypto";
import * as z from "zod";
import type { SecretTexts } from "#shared/kernel/aws/secret.ts";
import { type Algorithm, algorithmNames, algorithms, nonceBytes } from "./algorithms.ts";
import { packed, unpacked } from "./packing.ts";
import { type FieldCipher, type Place, SealError } from "./sealed.ts";

/**
 * The secret's text: each version's key by its number, and which of them seals. What an older one sealed opens as long
 * as that one is listed.
 */
const ringSchema = z
  .object({ current: z.string() })
  .catchall(z.string().min(32))
  .refine(({ current, ...keys }) => Object.hasOwn(keys, current), "the current key is not in the ring");

const versionOf = (name: string): number => {
  const version = Number(name);
  if (!Number.isInteger(version) || version < 1 || version > 255)
    throw new Error("versions of field keys are 1 to 255");
  return version;
};

async function ringOf(secrets: SecretTexts) {
  // The secret's own stage before: a key that was taken out of the ring by mistake is not lost at once.
  const [newest, ...older] = (await secrets()).map((text) => ringSchema.parse(JSON.parse(text)));
  if (!newest) throw new Error("there are no field keys");
  const { current, ...keys } = Object.assign({}, ...older, newest) as Record<string, string>;
  return { current: versionOf(newest.current), keyOf: (version: number) => keys[String(version)] };
}

/** Behind the algorithm's place in the list and the key's version come nonce, cipher and tag. */
const headBytes = 2;
/** The table gives bytes; what came by its stream, through Lambda's JSON, is base64. */
const bytesOf = (sealed: unknown): Uint8Array | undefined => {
  if (sealed instanceof Uint8Array) return sealed;
  return typeof sealed === "string" ? Buffer.from(sealed, "base64") : undefined;
};
const associatedWith = ({ table, item, field }: Place): Buffer =>
  Buffer.from(JSON.stringify([table, item, field]));

/** One key for each item, so that however much is sealed no key comes near GCM's bounds. */
const derived = (algorithm: Algorithm, secret: string, use: string, { table, item }: Place): Buffer => {
  const { hash, keyBytes } = algorithms[algorithm];
  const info = JSON.stringify(["field", algorithm, use, table, item]);
  return Buffer.from(hkdfSync(hash, secret, "", info, use === "nonce" ? 32 : keyBytes));
};

/** @param algorithm by which is sealed; what was sealed by the other opens all the same */
export function fieldCipher(secrets: SecretTexts, algorithm: Algorithm): FieldCipher {
  return {
    async seal(place, value) {
      const { current, keyOf } = await ringOf(secrets);
      const secret = keyOf(current) ?? "";
      const { hash, encrypt } = algorithms[algorithm];
      const associated = associatedWith(place);
      const text = packed(value);
      // It follows from what is sealed and where: it cannot meet another text, and the same value stays the same bytes.
      const nonce = createHmac(hash, derived(algorithm, secret, "nonce", place))
        .update(associated)
        .update(text)
        .digest()
        .subarray(0, nonceBytes);
      const sealed = encrypt(derived(algorithm, secret, "cipher", place), nonce, associated, text);
      const head = Buffer.from([algorithmNames.indexOf(algorithm), current]);
      return Buffer.concat([head, nonce, sealed]);
    },

    async open(place, sealed) {
      const where = `${place.field} of ${place.table}`;
      const bytes = bytesOf(sealed);
      if (!bytes) throw new SealError(`${where} is not sealed`);
      const [code = 0, version = 0] = bytes;
      const used = algorithmNames[code];
      const secret = (await ringOf(secrets)).keyOf(version);
      if (!used || secret === undefined)
        throw new SealError(`${where} is sealed with a key that is not in the ring`);
      const key = derived(used, secret, "cipher", place);
      const nonce = bytes.subarray(headBytes, headBytes + nonceBytes);
      const rest = bytes.subarray(headBytes + nonceBytes);
      let text: Uint8Array;
      try {
        text = algorithms[used].decrypt(key, nonce, associatedWith(place), rest);
      } catch {
        throw new SealError(`${where} was changed, or sealed for another place`);
      }
      return unpacked(text);
    },
  };
}
