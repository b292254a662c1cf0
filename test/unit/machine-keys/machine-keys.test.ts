import type { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { describe, expect, it } from "vitest";
import { deriveKey, secretsManagerKeys } from "#shared/kernel/machine-keys/machine-keys.ts";

describe("machine keys", () => {
  it("differ per machine and per master, and are the same each time", () => {
    expect(deriveKey("master", "carrier:a")).toMatch(/^[0-9a-f]{64}$/);
    expect(deriveKey("master", "carrier:a")).toBe(deriveKey("master", "carrier:a"));
    expect(
      new Set([
        deriveKey("m", "carrier:a"),
        deriveKey("m", "carrier:b"),
        deriveKey("n", "carrier:a"),
        deriveKey("m", "device:a"),
      ]).size,
    ).toBe(4);
  });

  it("come from every text of the secret, the current one first", async () => {
    const texts = { AWSCURRENT: "new", AWSPREVIOUS: "old" };
    const client = {
      send: async ({ input }: GetSecretValueCommand) => ({
        SecretString: texts[input.VersionStage as keyof typeof texts],
      }),
    };
    const keys = secretsManagerKeys("arn", client as unknown as SecretsManagerClient);
    expect(await keys.secretsOf("carrier:a")).toEqual([
      deriveKey("new", "carrier:a"),
      deriveKey("old", "carrier:a"),
    ]);
  });
});
