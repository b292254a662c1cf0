import { deriveKey, type MachineKeys } from "#shared/kernel/machine-keys/machine-keys.ts";

/** Keys under master secrets that are at hand. */
export const derivedKeys = (masters: readonly string[]): MachineKeys => ({
  secretsOf: async (machine) => masters.map((master) => deriveKey(master, machine)),
});
