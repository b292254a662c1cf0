import { createHmac } from "node:crypto";
import { secretTexts } from "#shared/kernel/aws/secret.ts";

/**
 * Carriers, devices, platforms and providers of notices have ids of their own; the kind keeps a device from having a carrier's key. `rating`
 * is ourselves: what rating links are signed with, and what network addresses are marked with, and what the higher platform signs with when it takes ratings.
 */
export type MachineName =
  | `${"carrier" | "device" | "platform" | "notices"}:${string}`
  | "cases:collection"
  | "rating:links"
  | "rating:national"
  | "rating:origins";

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

/** Keys under the master secret in Secrets Manager. Both stages count, so that machines keep working meanwhile. */
export function secretsManagerKeys(secretArn: string): MachineKeys {
  const masters = secretTexts(secretArn);
  return {
    secretsOf: async (machine) => (await masters()).map((master) => deriveKey(master, machine)),
  };
}
