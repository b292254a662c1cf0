import { createHmac } from "node:crypto";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/** Carriers and devices have ids of their own; the kind keeps a device from having a carrier's key. */
export type MachineName = `${"carrier" | "device"}:${string}`;

export type MachineKeys = {
  /** The secrets a machine may sign with, the current one first; a second one while a rotation lasts. */
  secretsOf(machine: MachineName): Promise<string[]>;
};

/**
 * A machine's own key, hex: HMAC-SHA256 of its name under the master secret. One secret serves any number of
 * machines, nothing is stored per machine, and one machine's key says nothing about another's.
 */
export const deriveKey = (master: string, machine: MachineName): string =>
  createHmac("sha256", master).update(machine).digest("hex");

/** Keys under master secrets that are at hand: local runs and tests. */
export const derivedKeys = (masters: readonly string[]): MachineKeys => ({
  secretsOf: async (machine) => masters.map((master) => deriveKey(master, machine)),
});

const cacheMilliseconds = 5 * 60_000;

type SecretsClient = Pick<SecretsManagerClient, "send">;

/**
 * Keys under the master secret in Secrets Manager. Both stages count, so that machines keep working while
 * a new key is handed out. Kept for 5 minutes: after a rotation, hand new keys out once these have passed.
 */
export function secretsManagerKeys(
  secretArn: string,
  client: SecretsClient = new SecretsManagerClient({}),
  clock: () => number = Date.now,
): MachineKeys {
  const stage = async (name: "AWSCURRENT" | "AWSPREVIOUS"): Promise<string> => {
    const answer = await client.send(new GetSecretValueCommand({ SecretId: secretArn, VersionStage: name }));
    if (!answer.SecretString) throw new Error(`the machine keys' secret has no text at stage ${name}`);
    return answer.SecretString;
  };
  const previous = (): Promise<string | undefined> =>
    stage("AWSPREVIOUS").catch((error: unknown) => {
      // A secret that was never rotated has no such stage.
      if (error instanceof Error && error.name === "ResourceNotFoundException") return undefined;
      throw error;
    });
  const readMasters = async (): Promise<string[]> =>
    (await Promise.all([stage("AWSCURRENT"), previous()])).filter((master) => master !== undefined);

  let cached: { masters: Promise<string[]>; until: number } | undefined;
  const masters = (): Promise<string[]> => {
    if (cached && clock() < cached.until) return cached.masters;
    const entry = { masters: readMasters(), until: clock() + cacheMilliseconds };
    cached = entry;
    // A failed read is told to those who wait for it, and not kept.
    entry.masters.catch(() => {
      if (cached === entry) cached = undefined;
    });
    return entry.masters;
  };
  return {
    secretsOf: async (machine) => (await masters()).map((master) => deriveKey(master, machine)),
  };
}
