import * as z from "zod";
import { type Answered, callProvider, failed, withoutWords } from "./call.ts";
import type { Message, Provider, SendOutcome } from "./port.ts";
import type { ProviderDeps } from "./provider-deps.ts";
import type { ProviderOf } from "./settings.ts";
import { codesFor, fieldTemplateCodes } from "./template-codes.ts";

export const wechatSecretSchema = z.object({ appSecret: z.string().min(1), templates: fieldTemplateCodes });

const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
const answerSchema = z.object({ errcode: z.number(), msgid: z.union([z.string(), z.number()]).optional() });

/** 40001, 40014, 42001: the token is not or no longer good. */
const tokenRefused = new Set([40001, 40014, 42001]);
/** 40003: nobody of this mini programme. 43101: consent refused or used up, which another consent mends. */
const nobody = 40003;
const busy = -1;
/** Characters that a field of each kind holds, as the provider's table of template parameters has it. */
const lengths: Record<string, number> = {
  thing: 20,
  character_string: 32,
  letter: 32,
  number: 32,
  phrase: 5,
};

const fieldKind = (field: string): string => field.replace(/\d+$/, "");
const fitted = (field: string, value: string): string => {
  const room = lengths[fieldKind(field)];
  const characters = [...value];
  if (room === undefined || characters.length <= room) return value;
  return `${characters.slice(0, room - 1).join("")}…`;
};

/** 微信小程序订阅消息. One consent is one message: the ledger of consents is ours, and is asked before. */
export function wechat(
  settings: ProviderOf<"wechat">,
  deps: ProviderDeps<z.output<typeof wechatSecretSchema>>,
): Provider {
  let token: { text: string; until: number } | undefined;

  const post = (path: string, content: unknown): ReturnType<typeof callProvider> =>
    callProvider(
      `${settings.baseUrl}${path}`,
      { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(content) },
      deps.timeoutMilliseconds,
    );

  /** stable_token answers the same one to every function until it ends. */
  const accessToken = async (refused: boolean): Promise<string | undefined> => {
    if (token && !refused && Date.parse(deps.now()) < token.until) return token.text;
    const { appSecret } = await deps.secret();
    const answered = await post("/cgi-bin/stable_token", {
      grant_type: "client_credential",
      appid: settings.appId,
      secret: appSecret,
      force_refresh: refused,
    });
    const read = typeof answered === "object" ? tokenSchema.safeParse(answered.json) : undefined;
    if (!read?.success) return undefined;
    // Ended a little early: a call under way must not lose it.
    const until = Date.parse(deps.now()) + (read.data.expires_in - 300) * 1000;
    token = { text: read.data.access_token, until };
    return token.text;
  };

  const send = async (message: Message, refused = false): Promise<SendOutcome> => {
    const template = codesFor((await deps.secret()).templates, message);
    if (!template) return failed("temporary", "noTemplate");
    const key = await accessToken(refused);
    if (!key) return failed("temporary", "noToken");
    const answered = await post(`/cgi-bin/message/subscribe/send?access_token=${encodeURIComponent(key)}`, {
      touser: message.address,
      template_id: template[message.language],
      ...(settings.page ? { page: settings.page } : {}),
      data: Object.fromEntries(
        Object.entries(template.fields).map(([field, param]) => [
          field,
          { value: fitted(field, message.params[param] ?? "") },
        ]),
      ),
      lang: message.language === "zh" ? "zh_CN" : "en_US",
    });
    const code = codeOf(answered);
    if (code === undefined) return withoutWords(answered);
    if (tokenRefused.has(code) && !refused) return send(message, true);
    if (code === 0)
      return {
        outcome: "accepted",
        providerRef: msgIdOf(answered) ?? message.noticeId,
        parts: 1,
        costFen: settings.priceFen,
      };
    if (code === busy) return { outcome: "unknown" };
    return failed(code === nobody ? "permanent" : "temporary", `wechat${code}`);
  };
  return {
    name: settings.id,
    channel: "wechat",
    weight: settings.weight,
    givesBack: true,
    send: (message) => send(message),
  };
}

const answerOf = (answered: Answered | "notSent" | "unknown") =>
  typeof answered === "object" ? answerSchema.safeParse(answered.json).data : undefined;
const codeOf = (answered: Answered | "notSent" | "unknown") => answerOf(answered)?.errcode;
const msgIdOf = (answered: Answered | "notSent" | "unknown") => answerOf(answered)?.msgid?.toString();
