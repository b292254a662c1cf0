import { createECDH, createHash } from "node:crypto";
import { callAws } from "../engine/aws-json.ts";

/** The same at every start: browsers' subscriptions hold for the key that they were made with. */
function pushKeys() {
  const pair = createECDH("prime256v1");
  pair.setPrivateKey(createHash("sha256").update("tongban-local push").digest());
  return { publicKey: pair.getPublicKey("base64url"), privateKey: pair.getPrivateKey("base64url") };
}

/** What the providers on this machine give out. Not secret: they reach nobody. */
export const localNoticeSecrets = {
  "aliyun-sms": { accessKeyId: "local-access-key", accessKeySecret: "local-access-key-secret" },
  "aliyun-voice": { accessKeyId: "local-access-key", accessKeySecret: "local-access-key-secret" },
  "tencent-sms": { secretId: "local-secret-id", secretKey: "local-secret-key" },
  mail: { user: "tongban", password: "local-mail-password" },
  wechat: { appSecret: "local-app-secret" },
  push: pushKeys(),
} as const;

/** Writes them where the platform looks for what its providers gave it. */
export async function seedNoticeSecrets(app: {
  endpoints: { secretsManager: string };
  outputs: Record<string, string>;
}): Promise<string> {
  await callAws(app.endpoints.secretsManager, "secretsmanager.PutSecretValue", {
    SecretId: app.outputs.NoticeSecretsArn,
    SecretString: JSON.stringify(localNoticeSecrets),
  });
  return "Providers of notices gave out their keys";
}
