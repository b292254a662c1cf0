import fc from "fast-check";
import { sm2 } from "sm-crypto-v2";
import { describe, expect, test } from "vitest";
import { type Signature, sm2Signer, sm3Hex } from "#shared/licences/signing.ts";

const signerOf = (...secrets: string[]) => sm2Signer(async () => secrets);

describe("the algorithms are the standard's", () => {
  test("SM3 of abc (GB/T 32905, example 1)", () => {
    expect(sm3Hex("abc")).toBe("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  });

  test("SM2 with the default user id verifies the example of GB/T 32918.5", () => {
    const publicKey =
      "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020" +
      "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13";
    const signature =
      "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3" +
      "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa";
    expect(sm2.doVerifySignature("message digest", signature, publicKey, { hash: true })).toBe(true);
    expect(sm2.doVerifySignature("Message digest", signature, publicKey, { hash: true })).toBe(false);
  });
});

describe("the signer", () => {
  test("makes the same key pair of the same secret, and tells it by its digest", async () => {
    const keyOf = async (secret: string) => (await signerOf(secret).publicKeys())[0];
    const [key, again, other] = [await keyOf("secret"), await keyOf("secret"), await keyOf("another")];
    expect(again).toEqual(key);
    expect(other?.publicKey).not.toBe(key?.publicKey);
    expect(key?.publicKey).toMatch(/^04[0-9a-f]{128}$/);
    expect(key?.keyId).toBe(sm3Hex(key?.publicKey ?? "").slice(0, 8));
    expect(JSON.stringify(key)).not.toContain("secret");
  });

  test("verifies every text that it signed, and no other one", async () => {
    const signer = signerOf("secret");
    const text = fc.string({ unit: "grapheme", maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(text, text, async (signed, other) => {
        const signature = await signer.sign(signed);
        expect(await signer.verify(signed, signature)).toBe(true);
        expect(await signer.verify(other, signature)).toBe(signed === other);
      }),
      { numRuns: 25 },
    );
  });

  test("refuses a signature with any one digit changed", async () => {
    const signer = signerOf("secret");
    const { keyId, value } = await signer.sign("一份证照");
    await fc.assert(
      fc.asyncProperty(fc.nat(value.length - 1), fc.integer({ min: 1, max: 15 }), async (at, by) => {
        const digit = (Number.parseInt(value.charAt(at), 16) ^ by).toString(16);
        const changed = value.slice(0, at) + digit + value.slice(at + 1);
        return !(await signer.verify("一份证照", { keyId, value: changed }));
      }),
      { numRuns: 25 },
    );
  });

  test.each([
    ["nothing but zeros", "0".repeat(128)],
    ["numbers beyond the curve's order", "f".repeat(128)],
    // 1 and n - 1: the point would be multiplied by zero.
    [
      "two numbers that add up to the curve's order",
      `${"1".padStart(64, "0")}fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54122`,
    ],
    ["what is no signature", "forged"],
  ])("refuses %s", async (_name, value) => {
    const signer = signerOf("secret");
    const { keyId } = await signer.sign("x");
    expect(await signer.verify("x", { keyId, value })).toBe(false);
  });

  test("after a rotation signs with the current key, and after two forgets the first", async () => {
    const signature = await signerOf("first").sign("x");
    const rotated = signerOf("second", "first");
    const [current, previous] = await rotated.publicKeys();
    expect((await rotated.sign("x")).keyId).toBe(current?.keyId);
    expect(previous?.keyId).toBe(signature.keyId);
    expect(await rotated.verify("x", signature)).toBe(true);
    expect(await signerOf("third", "second").verify("x", signature)).toBe(false);
    const underAnotherName: Signature = { ...signature, keyId: current?.keyId ?? "" };
    expect(await rotated.verify("x", underAnotherName)).toBe(false);
  });

  test("follows a rotation while it lives, and does not sign without a key", async () => {
    let secrets = ["old"];
    const signer = sm2Signer(async () => secrets);
    const { keyId } = await signer.sign("x");
    secrets = ["new", "old"];
    expect((await signer.sign("x")).keyId).not.toBe(keyId);
    secrets = [];
    await expect(signer.sign("x")).rejects.toThrow("no key");
  });
});
