import { deriveKey, type MachineName } from "#shared/kernel/machine-keys/machine-keys.ts";
import { callAws } from "./engine/aws-json.ts";

/** The signing key that the platform gave a carrier or device, from the running app's own secret. */
export async function machineKey(
  app: { endpoints: Record<string, string>; outputs: Record<string, string> },
  machine: MachineName,
): Promise<string> {
  const { SecretString } = await callAws<{ SecretString: string }>(
    app.endpoints.secretsManager ?? "",
    "secretsmanager.GetSecretValue",
    { SecretId: app.outputs.MachineKeysSecretArn },
  );
  return deriveKey(SecretString, machine);
}
