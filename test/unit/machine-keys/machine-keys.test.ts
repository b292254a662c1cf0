import type { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { describe, expect, it } from "vitest";
import { derivedKeys, deriveKey, secretsManagerKeys } from "#shared/machine-keys/machine-keys.ts";

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
    expect(deriveKey("master", "a")).toMatch(/^[0-9a-f]{64}$/);
    expect(deriveKey("master", "a")).toBe(deriveKey("master", "a"));
    expect(new Set([deriveKey("m", "a"), deriveKey("m", "b"), deriveKey("n", "a")]).size).toBe(3);
  });

  it("come from both stages, the current one first", async () => {
    const { client } = secretsManager({ AWSCURRENT: "new", AWSPREVIOUS: "old" });
    expect(await secretsManagerKeys("arn", client).secretsOf("a")).toEqual([
      deriveKey("new", "a"),
      deriveKey("old", "a"),
    ]);
    expect(await derivedKeys(["new", "old"]).secretsOf("a")).toEqual(
      await secretsManagerKeys("arn", client).secretsOf("a"),
    );
  });

  it("need no previous stage", async () => {
    const { client } = secretsManager({ AWSCURRENT: "new" });
    expect(await secretsManagerKeys("arn", client).secretsOf("a")).toEqual([deriveKey("new", "a")]);
  });

  it("fail without a current stage or when the previous one cannot be read", async () => {
    const none = secretsManager({});
    await expect(secretsManagerKeys("arn", none.client).secretsOf("a")).rejects.toThrow("no such stage");
    const denied = secretsManager({ AWSCURRENT: "new", AWSPREVIOUS: new Error("denied") });
    await expect(secretsManagerKeys("arn", denied.client).secretsOf("a")).rejects.toThrow("denied");
  });

  it("are read once in five minutes, for all machines and for callers at the same time", async () => {
    let now = 0;
    const { client, asked, stages } = secretsManager({ AWSCURRENT: "one" });
    const keys = secretsManagerKeys("arn", client, () => now);
    await Promise.all([keys.secretsOf("a"), keys.secretsOf("b")]);
    expect(asked).toEqual(["AWSCURRENT", "AWSPREVIOUS"]);
    Object.assign(stages, { AWSCURRENT: "two", AWSPREVIOUS: "one" });
    now = 5 * 60_000 - 1;
    expect(await keys.secretsOf("a")).toEqual([deriveKey("one", "a")]);
    now = 5 * 60_000;
    expect(await keys.secretsOf("a")).toEqual([deriveKey("two", "a"), deriveKey("one", "a")]);
  });

  it("are asked for again after a failure", async () => {
    const { client, stages } = secretsManager({ AWSCURRENT: new Error("throttled") });
    const keys = secretsManagerKeys("arn", client);
    await expect(keys.secretsOf("a")).rejects.toThrow("throttled");
    stages.AWSCURRENT = "one";
    expect(await keys.secretsOf("a")).toEqual([deriveKey("one", "a")]);
  });
});
