import * as z from "zod";
import { type Answer, type LocalProvider, type ProviderDeps, takeMessage } from "./interface.ts";
import { localNoticeSecrets } from "./secrets.ts";

const tokenSchema = z.object({
  grant_type: z.literal("client_credential"),
  appid: z.string(),
  secret: z.string(),
  force_refresh: z.boolean(),
});
const sendSchema = z.object({
  touser: z.string(),
  template_id: z.string(),
  data: z.record(z.string(), z.object({ value: z.string() })),
});

const say = (errcode: number, more: object = {}): Answer => [
  200,
  { errcode, errmsg: String(errcode), ...more },
];

/** 微信's subscription messages: one consent is one message. */
export function wechat(deps: ProviderDeps) {
  const consents = new Map<string, number>();
  let generation = 1;
  const token = (): string => `local-token-${generation}`;

  const provider: LocalProvider = {
    async answer({ url, rawBody }) {
      const content: unknown = JSON.parse(rawBody.toString("utf8"));
      if (url.pathname.endsWith("/cgi-bin/stable_token")) {
        const { secret, force_refresh } = tokenSchema.parse(content);
        if (secret !== localNoticeSecrets.wechat.appSecret) return say(40125);
        if (force_refresh) generation += 1;
        return [200, { access_token: token(), expires_in: 7200 }];
      }
      if (url.searchParams.get("access_token") !== token()) return say(42001);
      const { touser, template_id, data } = sendSchema.parse(content);
      if (
        Object.entries(data).some(([name, { value }]) => name.startsWith("thing") && [...value].length > 20)
      )
        return say(47003);
      const left = consents.get(touser);
      if (left === undefined) return say(40003);
      if (left === 0) return say(43101);
      const shows = Object.fromEntries(Object.entries(data).map(([name, { value }]) => [name, value]));
      const before = deps.book.all().length;
      const answered = await takeMessage({
        deps,
        // There is nothing of ours in a call: a message is known by what it shows, and to whom.
        message: {
          reference: `${touser}/${JSON.stringify(shows)}`,
          to: touser,
          shows: { template: template_id, ...shows },
        },
        accepted: ({ providerRef }) => say(0, { msgid: providerRef }),
        refused: say(45009),
      });
      if (deps.book.all().length > before) consents.set(touser, left - 1);
      return answered;
    },
  };
  return {
    ...provider,
    /** Somebody taps that they want so many messages more. */
    consent(openId: string, count = 1): void {
      consents.set(openId, (consents.get(openId) ?? 0) + count);
    },
    /** The token in use is good no longer, as when another server fetched one. */
    endToken(): void {
      generation += 1;
    },
  };
}
