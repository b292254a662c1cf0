import * as z from "zod";
import { jsonOf } from "#shared/kernel/json-text.ts";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import { callProvider, failed, withoutWords } from "./call.ts";
import type { Provider, SendOutcome } from "./port.ts";
import type { ProviderDeps } from "./provider-deps.ts";
import type { ProviderOf } from "./settings.ts";

/** Base64url: the keys that `npx web-push generate-vapid-keys` prints. */
export const vapidSecretSchema = z.object({ publicKey: z.string().min(80), privateKey: z.string().min(40) });

/** What a browser gives out, as JSON in the address. */
export const subscriptionSchema = z.object({
  endpoint: z.url({ protocol: /^https?$/ }),
  keys: z.object({
    p256dh: z.string().regex(/^[A-Za-z0-9_-]{86,88}=?$/),
    auth: z.string().regex(/^[A-Za-z0-9_-]{22,24}={0,2}$/),
  }),
});

/** A day: what is older than that is in the inbox. */
const timeToLiveSeconds = 86_400;

/** Whether a browser's address is one of a push service that we call: it comes from outside, and we call it. */
export function isOfService(endpoint: string, services: readonly string[]): boolean {
  const { protocol, hostname, host } = new URL(endpoint);
  const listed = services.some((service) =>
    service.startsWith(".") ? hostname.endsWith(service) : host === service,
  );
  return listed && (protocol === "https:" || hostname === "127.0.0.1");
}

/** Web Push. What is shown names no person and no decision: it says that something came, and opens the inbox. */
export function webPush(
  settings: ProviderOf<"webPush">,
  deps: ProviderDeps<z.output<typeof vapidSecretSchema>>,
): Provider {
  return {
    name: settings.id,
    channel: "push",
    weight: settings.weight,
    givesBack: true,
    async send(message): Promise<SendOutcome> {
      const subscription = subscriptionSchema.safeParse(jsonOf(message.address));
      if (!subscription.success || !isOfService(subscription.data.endpoint, settings.services))
        return failed("permanent", "notASubscription");
      const { publicKey, privateKey } = await deps.secret();
      const { default: push } = await import("web-push");
      const { endpoint, body, headers } = push.generateRequestDetails(
        subscription.data,
        JSON.stringify({
          title: message.title,
          text: message.text,
          link: message.link,
          lang: message.language,
        }),
        {
          vapidDetails: { subject: settings.contact, publicKey, privateKey },
          TTL: timeToLiveSeconds,
          contentEncoding: "aes128gcm",
          // A second one with the same topic takes the first one's place, unread (RFC 8030 5.4).
          topic: sha256Hex(message.noticeId).slice(0, 32),
          urgency: "normal",
        },
      );
      const answered = await callProvider(
        endpoint,
        {
          method: "POST",
          headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
          body: new Uint8Array(body),
        },
        deps.timeoutMilliseconds,
      );
      if (typeof answered !== "object") return withoutWords(answered);
      const { status } = answered;
      if (status === 201 || status === 202 || status === 200)
        return { outcome: "accepted", providerRef: message.noticeId, parts: 1, costFen: settings.priceFen };
      // 404, 410: the browser has given its subscription up (RFC 8030 7.3).
      if (status === 404 || status === 410) return failed("permanent", `push${status}`);
      return withoutWords(answered);
    },
  };
}
