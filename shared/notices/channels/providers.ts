import * as z from "zod";
import type { SecretTexts } from "#shared/kernel/aws/secret.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { aliyunSecretSchema } from "./aliyun/secret.ts";
import { aliyunSms } from "./aliyun/sms.ts";
import { aliyunVoice } from "./aliyun/voice.ts";
import type { Provider } from "./port.ts";
import type { ProviderDeps } from "./provider-deps.ts";
import type { NoticeProviders, ProviderSettings } from "./settings.ts";
import { smtp, smtpSecretSchema } from "./smtp.ts";
import { tencentSecretSchema, tencentSms } from "./tencent/sms.ts";
import { vapidSecretSchema, webPush } from "./web-push.ts";
import { wechat, wechatSecretSchema } from "./wechat.ts";

/** What each provider gave us, by id. */
const secretSchema = z.record(z.string(), z.unknown());

type Making = { texts: SecretTexts; now: Clock; nonce: () => string; timeoutMilliseconds?: number };

/** The providers of an environment. `texts` is the secret with an entry for each of them, the current one first. */
export function makeProviders(
  all: NoticeProviders,
  { texts, now, nonce, timeoutMilliseconds = 5000 }: Making,
): Provider[] {
  const deps = <Secret>(id: string, schema: z.ZodType<Secret>): ProviderDeps<Secret> => ({
    now,
    nonce,
    timeoutMilliseconds,
    async secret() {
      const [current] = await texts();
      return schema.parse(secretSchema.parse(JSON.parse(current ?? "{}"))[id]);
    },
  });
  const make = (settings: ProviderSettings): Provider => {
    switch (settings.kind) {
      case "aliyunSms":
        return aliyunSms(settings, deps(settings.id, aliyunSecretSchema));
      case "tencentSms":
        return tencentSms(settings, deps(settings.id, tencentSecretSchema));
      case "aliyunVoice":
        return aliyunVoice(settings, deps(settings.id, aliyunSecretSchema));
      case "smtp":
        return smtp(settings, deps(settings.id, smtpSecretSchema));
      case "wechat":
        return wechat(settings, deps(settings.id, wechatSecretSchema));
      case "webPush":
        return webPush(settings, deps(settings.id, vapidSecretSchema));
    }
  };
  return all.map(make);
}
