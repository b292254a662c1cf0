import * as z from "zod";

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);
const secureAddress = z.url({ protocol: /^https?$/, abort: true }).refine((text) => {
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || loopback.has(hostname);
}, "must be an https address");

const common = {
  /** In our URLs, in events and in the secret. */
  id: z.string().regex(/^[a-z][a-z0-9-]{1,31}$/, "must be lower-case letters, digits and hyphens"),
  /** Of ten messages of its channel, how many it is given while all are well. */
  weight: z.int().min(0).max(100).default(10),
  /** What one part of a message costs, in hundredths of a yuan; fractions are agreed on. */
  priceFen: z.number().nonnegative().default(0),
};

/** 阿里云短信服务 (dysmsapi, 2017-05-25). */
export const aliyunSmsSchema = z.strictObject({
  kind: z.literal("aliyunSms"),
  ...common,
  baseUrl: secureAddress.default("https://dysmsapi.aliyuncs.com"),
  /** 签名名称 */
  signName: z.string().min(1),
});

/** 腾讯云短信 (sms, 2021-01-11). */
export const tencentSmsSchema = z.strictObject({
  kind: z.literal("tencentSms"),
  ...common,
  baseUrl: secureAddress.default("https://sms.tencentcloudapi.com"),
  region: z.string().default("ap-guangzhou"),
  sdkAppId: z.string().min(1),
  signName: z.string().min(1),
});

/** 阿里云语音服务 (dyvmsapi, 2017-05-25): a machine reads a text out on the telephone. */
export const aliyunVoiceSchema = z.strictObject({
  kind: z.literal("aliyunVoice"),
  ...common,
  baseUrl: secureAddress.default("https://dyvmsapi.aliyuncs.com"),
  /** The number that people see; left out: one of the provider's. */
  showNumber: z.string().optional(),
});

/** A mail relay: any server that takes mail by SMTP, and signs it or lets us sign it (DKIM). */
export const smtpSchema = z.strictObject({
  kind: z.literal("smtp"),
  ...common,
  host: z.string().min(1),
  port: z.int().positive(),
  /** TLS from the first byte (465); otherwise STARTTLS, without which nothing is sent but to this very machine. */
  implicitTls: z.boolean().default(false),
  from: z.email(),
  fromName: z.string().min(1),
  dkim: z.strictObject({ domain: z.hostname(), selector: z.string().min(1) }).optional(),
});

/** 微信小程序订阅消息 (subscribe/send). */
export const wechatSchema = z.strictObject({
  kind: z.literal("wechat"),
  ...common,
  baseUrl: secureAddress.default("https://api.weixin.qq.com"),
  appId: z.string().min(1),
  /** The page of the mini programme that a message opens. */
  page: z.string().optional(),
});

/** Web Push (RFC 8030, 8291, 8292) to the browsers' own services. */
export const webPushSchema = z.strictObject({
  kind: z.literal("webPush"),
  ...common,
  /** Whom a push service may write to when something is wrong (VAPID's `sub`). */
  contact: z.union([
    z.email().transform((mail) => `mailto:${mail}`),
    // As it stands once it was read: functions read what the synthesis wrote.
    z.string().startsWith("mailto:"),
    secureAddress,
  ]),
  /** The only hosts that are called: the address comes from a browser. A dot at the start takes all below it. */
  services: z.array(z.string().min(1)).min(1),
});

function unknownKind(provider: unknown): string {
  const { id, kind } = Object(provider) as { id?: unknown; kind?: unknown };
  return `nobody knows providers of kind ${String(kind)}, as ${String(id)} is`;
}

export const noticeProvidersSchema = z
  .array(
    z.discriminatedUnion(
      "kind",
      [aliyunSmsSchema, tencentSmsSchema, aliyunVoiceSchema, smtpSchema, wechatSchema, webPushSchema],
      { error: ({ code, input }) => (code === "invalid_union" ? unknownKind(input) : undefined) },
    ),
  )
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, "has an id twice");

export type NoticeProviders = z.output<typeof noticeProvidersSchema>;
export type ProviderSettings = NoticeProviders[number];
export type ProviderOf<Kind extends ProviderSettings["kind"]> = Extract<ProviderSettings, { kind: Kind }>;
