import { askedProvider } from "./asked-providers.ts";
import type { Provider } from "./port.ts";
import { depsFor, type Making } from "./provider-deps.ts";
import type { NoticeProviders, ProviderSettings } from "./settings.ts";
import { smtp, smtpSecretSchema } from "./smtp.ts";
import { vapidSecretSchema, webPush } from "./web-push.ts";
import { wechat, wechatSecretSchema } from "./wechat.ts";

/** The providers of an environment. */
export function makeProviders(all: NoticeProviders, making: Making): Provider[] {
  const deps = depsFor(making);
  const sending = (settings: ProviderSettings): Provider | undefined => {
    switch (settings.kind) {
      case "smtp":
        return smtp(settings, deps(settings.id, smtpSecretSchema));
      case "wechat":
        return wechat(settings, deps(settings.id, wechatSecretSchema));
      case "webPush":
        return webPush(settings, deps(settings.id, vapidSecretSchema));
      default:
        return askedProvider(settings, making);
    }
  };
  return all.map((settings) => {
    const provider = sending(settings);
    if (!provider) throw new Error(`nothing sends by ${settings.kind}`);
    return provider;
  });
}
