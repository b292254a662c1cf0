import { fieldCipher } from "#shared/kernel/crypto/field-cipher.ts";

export const testRing = { current: "1", 1: "sealed in tests ".repeat(4) };

/** Seals with a key that everybody knows. */
export const testCipher = fieldCipher(async () => [JSON.stringify(testRing)], "aes-256-gcm");
