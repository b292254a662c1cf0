import type {
  GetSecretValueCommandInput,
  GetSecretValueCommandOutput,
} from "@aws-sdk/client-secrets-manager";
import { type Clock, systemClock } from "#shared/kernel/clock.ts";
import { clientLimits } from "./limits.ts";

/** The texts of a secret, the current one first; the previous one too while a rotation lasts. */
export type SecretTexts = () => Promise<string[]>;

type GetSecretValue = (input: GetSecretValueCommandInput) => Promise<GetSecretValueCommandOutput>;

const cacheMilliseconds = 5 * 60_000;

let ofThisFunction: Promise<GetSecretValue> | undefined;

/** Loaded when the first secret is read: many calls of a function never need one. */
async function secretsManager(): Promise<GetSecretValue> {
  const { GetSecretValueCommand, SecretsManagerClient } = await import("./secrets-client.ts");
  const client = new SecretsManagerClient(clientLimits);
  return (input) => client.send(new GetSecretValueCommand(input));
}

/**
 * A secret in Secrets Manager with its stages AWSCURRENT and AWSPREVIOUS. Kept for 5 minutes per execution
 * environment: after a rotation, hand new keys out once these have passed.
 */
export function secretTexts(secretArn: string, clock: Clock = systemClock): SecretTexts {
  const stage = async (name: "AWSCURRENT" | "AWSPREVIOUS"): Promise<string> => {
    ofThisFunction ??= secretsManager();
    const getSecretValue = await ofThisFunction;
    const answer = await getSecretValue({ SecretId: secretArn, VersionStage: name });
    if (!answer.SecretString) throw new Error(`the secret has no text at stage ${name}`);
    return answer.SecretString;
  };
  const previous = (): Promise<string | undefined> =>
    stage("AWSPREVIOUS").catch((error: unknown) => {
      // A secret that was never rotated has no such stage.
      if (error instanceof Error && error.name === "ResourceNotFoundException") return undefined;
      throw error;
    });
  const read = async (): Promise<string[]> =>
    (await Promise.all([stage("AWSCURRENT"), previous()])).filter((text) => text !== undefined);

  let cached: { texts: Promise<string[]>; until: number } | undefined;
  return () => {
    if (cached && Date.parse(clock()) < cached.until) return cached.texts;
    const entry = { texts: read(), until: Date.parse(clock()) + cacheMilliseconds };
    cached = entry;
    // A failed read fails those who wait for it, and not kept.
    entry.texts.catch(() => {
      if (cached === entry) cached = undefined;
    });
    return entry.texts;
  };
}
