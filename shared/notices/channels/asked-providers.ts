import { aliyunSecretSchema } from "./aliyun/secret.ts";
import { aliyunSms } from "./aliyun/sms.ts";
import { aliyunVoice } from "./aliyun/voice.ts";
import type { Channel, Provider } from "./port.ts";
import { depsFor, type Making } from "./provider-deps.ts";
import type { NoticeProviders, ProviderSettings } from "./settings.ts";
import { tencentSecretSchema, tencentSms } from "./tencent/sms.ts";

const channels: Record<ProviderSettings["kind"], Channel> = {
  aliyunSms: "sms",
  tencentSms: "sms",
  aliyunVoice: "voice",
  smtp: "mail",
  wechat: "wechat",
  webPush: "push",
};

/** A provider that can be asked what became of a message; undefined for the kinds that answer no such question. */
export function askedProvider(settings: ProviderSettings, making: Making): Provider | undefined {
  const deps = depsFor(making);
  switch (settings.kind) {
    case "aliyunSms":
      return aliyunSms(settings, deps(settings.id, aliyunSecretSchema));
    case "tencentSms":
      return tencentSms(settings, deps(settings.id, tencentSecretSchema));
    case "aliyunVoice":
      return aliyunVoice(settings, deps(settings.id, aliyunSecretSchema));
    default:
      return undefined;
  }
}

/** All providers, to be asked where they answer: whoever sends nothing carries no libraries of mail and push. */
export const providersToAsk = (
  all: NoticeProviders,
  making: Making,
): Pick<Provider, "name" | "channel" | "weight" | "ask">[] =>
  all.map(
    (settings) =>
      askedProvider(settings, making) ?? {
        name: settings.id,
        channel: channels[settings.kind],
        weight: settings.weight,
      },
  );
