import { createECDH, createHash } from "node:crypto";
import { type Template, templates } from "#shared/notices/templates.ts";
import { callAws } from "../engine/aws-json.ts";

/** The same at every start: browsers' subscriptions hold for the key that they were made with. */
function pushKeys() {
  const pair = createECDH("prime256v1");
  pair.setPrivateKey(createHash("sha256").update("tongban-local push").digest());
  return { publicKey: pair.getPublicKey("base64url"), privateKey: pair.getPrivateKey("base64url") };
}

/** A code for each template, by what a provider's codes look like. */
const codes = <Codes>(code: (template: Template, number: number) => Codes): Record<string, Codes> =>
  Object.fromEntries(
    templates.map((template, index) => [`${template.id}@${template.version}`, code(template, index + 1)]),
  );
const aliyunCodes = codes((_template, number) => ({ zh: `SMS_${number}`, en: `SMS_${100 + number}` }));

/** What the providers on this machine give out. Not secret: they reach nobody. */
export const localNoticeSecrets = {
  "aliyun-sms": {
    accessKeyId: "local-access-key",
    accessKeySecret: "local-access-key-secret",
    templates: aliyunCodes,
  },
  "aliyun-voice": {
    accessKeyId: "local-access-key",
    accessKeySecret: "local-access-key-secret",
    templates: aliyunCodes,
  },
  "tencent-sms": {
    secretId: "local-secret-id",
    secretKey: "local-secret-key",
    templates: codes(({ params }, number) => ({
      zh: `${1000 + number}`,
      en: `${2000 + number}`,
      params: Object.keys(params),
    })),
  },
  mail: { user: "tongban", password: "local-mail-password" },
  wechat: {
    appSecret: "local-app-secret",
    templates: codes(({ params }, number) => ({
      zh: `w${number}`,
      en: `e${number}`,
      fields: Object.fromEntries(
        Object.keys(params)
          .filter((name) => name !== "day")
          .map((name, index) => [`${name === "item" ? "thing" : "character_string"}${index + 1}`, name]),
      ),
    })),
  },
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
