import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
  SecretsManagerServiceException,
} from "@aws-sdk/client-secrets-manager";
import { mockClient } from "aws-sdk-client-mock";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { deriveKey, secretsManagerKeys } from "#shared/kernel/machine-keys/machine-keys.ts";

// The local engine's secrets are never rotated and never throttled.
const service = mockClient(SecretsManagerClient);
beforeEach(() => void service.reset());
afterAll(() => service.restore());

type Stage = "AWSCURRENT" | "AWSPREVIOUS";
const failure = (name: string) =>
  new SecretsManagerServiceException({ name, $fault: "client", message: name, $metadata: {} });
const stages = (texts: Record<Stage, string | Error>): void => {
  for (const [VersionStage, text] of Object.entries(texts)) {
    const asked = service.on(GetSecretValueCommand, { VersionStage });
    if (typeof text === "string") asked.resolves({ SecretString: text });
    else asked.rejects(text);
  }
};
const asked = () =>
  service.commandCalls(GetSecretValueCommand).map(({ args: [{ input }] }) => input.VersionStage);
const none = new ResourceNotFoundException({ message: "no such stage", $metadata: {} });

describe("a secret's texts", () => {
  it("come from both stages, the current one first", async () => {
    stages({ AWSCURRENT: "new", AWSPREVIOUS: "old" });
    expect(await secretTexts("arn")()).toEqual(["new", "old"]);
  });

  it("give a machine a key under each", async () => {
    stages({ AWSCURRENT: "new", AWSPREVIOUS: "old" });
    expect(await secretsManagerKeys("arn").secretsOf("carrier:a")).toEqual([
      deriveKey("new", "carrier:a"),
      deriveKey("old", "carrier:a"),
    ]);
  });

  it("need no previous stage", async () => {
    stages({ AWSCURRENT: "new", AWSPREVIOUS: none });
    expect(await secretTexts("arn")()).toEqual(["new"]);
  });

  it.each(["ThrottlingException", "AccessDeniedException", "TimeoutError"])(
    "are not half of them after %s: a key that is still in use would be refused",
    async (name) => {
      stages({ AWSCURRENT: "new", AWSPREVIOUS: failure(name) });
      await expect(secretTexts("arn")()).rejects.toThrow(name);
    },
  );

  it("fail without a current stage, and with an empty one", async () => {
    stages({ AWSCURRENT: none, AWSPREVIOUS: none });
    await expect(secretTexts("arn")()).rejects.toThrow("no such stage");
    stages({ AWSCURRENT: "", AWSPREVIOUS: none });
    await expect(secretTexts("arn")()).rejects.toThrow("no text at stage AWSCURRENT");
  });

  it("are read once in five minutes, also for callers at the same time", async () => {
    let now = 0;
    stages({ AWSCURRENT: "one", AWSPREVIOUS: none });
    const texts = secretTexts("arn", () => new Date(now).toISOString());
    await Promise.all([texts(), texts()]);
    expect(asked()).toEqual(["AWSCURRENT", "AWSPREVIOUS"]);
    stages({ AWSCURRENT: "two", AWSPREVIOUS: "one" });
    now = 5 * 60_000 - 1;
    expect(await texts()).toEqual(["one"]);
    now = 5 * 60_000;
    expect(await texts()).toEqual(["two", "one"]);
  });

  it("are asked for again after a failure, which fails all who waited for it", async () => {
    stages({ AWSCURRENT: failure("ThrottlingException"), AWSPREVIOUS: none });
    const texts = secretTexts("arn");
    const waiting = await Promise.allSettled([texts(), texts()]);
    expect(waiting.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(asked()).toHaveLength(2);
    stages({ AWSCURRENT: "one", AWSPREVIOUS: none });
    expect(await texts()).toEqual(["one"]);
  });
});
