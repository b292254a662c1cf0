import type { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { describe, expect, it } from "vitest";
import { derivedKeys, deriveKey, secretsManagerKeys } from "#shared/kernel/machine-keys/machine-keys.ts";

const notFound = () => Object.assign(new Error("no such stage"), { name: "ResourceNotFoundException" });

/** Secrets Manager as far as the adapter asks of it. */
function secretsManager(stages: Record<string, string | Error>) {
  const asked: string[] = [];
  const send = async (command: GetSecretValueCommand) => {
    const stage = command.input.VersionStage ?? "";
    asked.push(stage);
    const value = stages[stage] ?? notFound();
    if (value instanceof Error) throw value;
    return { SecretString: value };
  };
  return { asked, stages, client: { send } as unknown as Parameters<typeof secretsManagerKeys>[1] };
}

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

  it("come from both stages, the current one first", async () => {
    const { client } = secretsManager({ AWSCURRENT: "new", AWSPREVIOUS: "old" });
    expect(await secretsManagerKeys("arn", client).secretsOf("carrier:a")).toEqual([
      deriveKey("new", "carrier:a"),
      deriveKey("old", "carrier:a"),
    ]);
    expect(await derivedKeys(["new", "old"]).secretsOf("carrier:a")).toEqual(
      await secretsManagerKeys("arn", client).secretsOf("carrier:a"),
    );
  });

  it("need no previous stage", async () => {
    const { client } = secretsManager({ AWSCURRENT: "new" });
    expect(await secretsManagerKeys("arn", client).secretsOf("carrier:a")).toEqual([
      deriveKey("new", "carrier:a"),
    ]);
  });

  it("fail without a current stage or when the previous one cannot be read", async () => {
    const none = secretsManager({});
    await expect(secretsManagerKeys("arn", none.client).secretsOf("carrier:a")).rejects.toThrow(
      "no such stage",
    );
    const denied = secretsManager({ AWSCURRENT: "new", AWSPREVIOUS: new Error("denied") });
    await expect(secretsManagerKeys("arn", denied.client).secretsOf("carrier:a")).rejects.toThrow("denied");
  });

  it("are read once in five minutes, for all machines and for callers at the same time", async () => {
    let now = 0;
    const { client, asked, stages } = secretsManager({ AWSCURRENT: "one" });
    const keys = secretsManagerKeys("arn", client, () => now);
    await Promise.all([keys.secretsOf("carrier:a"), keys.secretsOf("carrier:b")]);
    expect(asked).toEqual(["AWSCURRENT", "AWSPREVIOUS"]);
    Object.assign(stages, { AWSCURRENT: "two", AWSPREVIOUS: "one" });
    now = 5 * 60_000 - 1;
    expect(await keys.secretsOf("carrier:a")).toEqual([deriveKey("one", "carrier:a")]);
    now = 5 * 60_000;
    expect(await keys.secretsOf("carrier:a")).toEqual([
      deriveKey("two", "carrier:a"),
      deriveKey("one", "carrier:a"),
    ]);
  });

  it("are asked for again after a failure", async () => {
    const { client, stages } = secretsManager({ AWSCURRENT: new Error("throttled") });
    const keys = secretsManagerKeys("arn", client);
    await expect(keys.secretsOf("carrier:a")).rejects.toThrow("throttled");
    stages.AWSCURRENT = "one";
    expect(await keys.secretsOf("carrier:a")).toEqual([deriveKey("one", "carrier:a")]);
  });
});
