import fc from "fast-check";
import { sm4 } from "sm-crypto-v2";
import { describe, expect, it } from "vitest";
import { algorithmNames, algorithms } from "#shared/kernel/crypto/algorithms.ts";

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ""), "hex");

/** The GCM specification's test case 16 (McGrew and Viega, as NIST took it over) and RFC 8998, appendix A.2. */
const vectors = {
  "aes-256-gcm": {
    key: "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
    nonce: "cafebabefacedbaddecaf888",
    associated: "feedfacedeadbeeffeedfacedeadbeefabaddad2",
    text: `d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72
      1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39`,
    cipher: `522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa
      8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662`,
    tag: "76fc6ece0f4e1768cddf8853bb2d551b",
  },
  "sm4-gcm": {
    key: "0123456789abcdeffedcba9876543210",
    nonce: "00001234567800000000abcd",
    associated: "feedfacedeadbeeffeedfacedeadbeefabaddad2",
    text: `aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd
      eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa`,
    cipher: `17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735
      d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d`,
    tag: "83de3541e4c2b58177e065a9bf7b62ec",
  },
};

describe.each(algorithmNames)("%s", (name) => {
  const { encrypt, decrypt, keyBytes } = algorithms[name];
  const vector = vectors[name];
  const [key, nonce, associated, text] = [vector.key, vector.nonce, vector.associated, vector.text].map(
    hex,
  ) as [Buffer, Buffer, Buffer, Buffer];
  const sealed = hex(vector.cipher + vector.tag);

  it("gives what its standard gives", () => {
    expect(key).toHaveLength(keyBytes);
    expect(Buffer.from(encrypt(key, nonce, associated, text)).toString("hex")).toBe(sealed.toString("hex"));
    expect(Buffer.from(decrypt(key, nonce, associated, sealed)).toString("hex")).toBe(text.toString("hex"));
  });

  it("refuses a change of any byte, of the associated data, of the nonce and of the key", () => {
    const changed = (bytes: Buffer, at: number) => {
      const copy = Buffer.from(bytes);
      copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
      return copy;
    };
    for (const at of sealed.keys())
      expect(() => decrypt(key, nonce, associated, changed(sealed, at)), `byte ${at}`).toThrow();
    expect(() => decrypt(key, nonce, changed(associated, 3), sealed)).toThrow();
    expect(() => decrypt(key, changed(nonce, 0), associated, sealed)).toThrow();
    expect(() => decrypt(changed(key, 5), nonce, associated, sealed)).toThrow();
    expect(() => decrypt(key, nonce, associated, sealed.subarray(0, 8))).toThrow();
  });
});

it("SM4-GCM is the same as another implementation's, whatever the lengths", () => {
  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
  const any = fc.uint8Array({ maxLength: 70 });
  const { encrypt, decrypt } = algorithms["sm4-gcm"];
  fc.assert(
    fc.property(bytes(16), bytes(12), any, any, (key, iv, associatedData, text) => {
      const theirs = sm4.encrypt(text, key, {
        mode: "gcm",
        iv,
        associatedData,
        output: "array",
        outputTag: true,
      });
      const ours = encrypt(key, iv, associatedData, text);
      expect(Buffer.from(ours).toString("hex")).toBe(
        Buffer.concat([theirs.output, theirs.tag ?? Buffer.alloc(0)]).toString("hex"),
      );
      expect(Buffer.from(decrypt(key, iv, associatedData, ours))).toEqual(Buffer.from(text));
    }),
    { numRuns: 60 },
  );
});
