import { callAws } from "../engine/aws-json.ts";

/** What the carriers on this machine give out. Not secret: they take no parcel. */
export const localSecrets = {
  sf: { checkword: "local-checkword" },
  ems: {
    senderNo: "1100000000000",
    key: Buffer.from("tongban-local-16").toString("base64"),
    authorization: "local-authorization",
  },
} as const;

/** Writes them where the platform looks for what its carriers gave it. */
export async function seedCarrierSecrets(app: {
  endpoints: { secretsManager: string };
  outputs: Record<string, string>;
}): Promise<string> {
  const { checkword } = localSecrets.sf;
  const { key, authorization } = localSecrets.ems;
  await callAws(app.endpoints.secretsManager, "secretsmanager.PutSecretValue", {
    SecretId: app.outputs.CarrierSecretsArn,
    SecretString: JSON.stringify({ sf: { checkword }, ems: { key, authorization } }),
  });
  return "Carriers gave out their keys";
}
