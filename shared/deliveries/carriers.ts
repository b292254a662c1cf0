import * as z from "zod";
import { legKinds } from "#events/delivery.ts";
import type { SecretTexts } from "#shared/kernel/aws/secret.ts";

const carrierIdPattern = /^[a-z][a-z0-9-]{1,31}$/;

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);
const hasSafeTransport = (url: string): boolean => {
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || loopback.has(hostname);
};

const common = {
  /** In our URLs, in events, and the id of the machine whose key it is given. */
  id: z.string().regex(carrierIdPattern, "must be lower-case letters, digits and hyphens"),
  /** Orders carry names and addresses, so they travel encrypted, except on this very machine. */
  baseUrl: z.url({ protocol: /^https?$/, abort: true }).refine(hasSafeTransport, "must be an https address"),
  /** Which journeys it is given; all of them unless said. */
  legs: z.array(z.enum(legKinds)).min(1).optional(),
  /** Hours without a word after which somebody has to ask; two days unless said. */
  silentHours: z.int().positive().optional(),
};

/** The government hall's end of a journey, for carriers that do not know it. */
const officeSchema = z.strictObject({
  name: z.string().min(1),
  phone: z.string().min(1),
  address: z.string().min(1),
  areaCode: z.string().regex(/^\d{6}$/),
});

const tongbanSchema = z.strictObject({ kind: z.literal("tongban"), ...common });

/** 顺丰 (丰桥). `baseUrl` is the address of its one service, `…/std/service`. */
const sfSchema = z.strictObject({
  kind: z.literal("sf"),
  ...common,
  /** 顾客编码 */
  partnerId: z.string().min(1),
  /** 月结卡号: who pays. */
  monthlyCard: z.string().min(1),
  /** Where its pushes come from: they are not signed. */
  allowedAddresses: z.array(z.union([z.cidrv4(), z.cidrv6()])).min(1),
  office: officeSchema,
});

/** 中国邮政 EMS (api.ems.com.cn). `baseUrl` is the address of its one service, `…/amp/api/open`. */
const emsSchema = z.strictObject({
  kind: z.literal("ems"),
  ...common,
  /** 协议客户号 */
  senderNo: z.string().min(1),
  office: officeSchema,
});

/** An environment's settings for its carriers. Their secrets are kept elsewhere: see `carrierSecrets`. */
export const carrierListSchema = z
  .array(z.discriminatedUnion("kind", [tongbanSchema, sfSchema, emsSchema]))
  .refine((carriers) => new Set(carriers.map(({ id }) => id)).size === carriers.length, "has an id twice");

export const defaultSilentHours = 48;
export type Carriers = z.infer<typeof carrierListSchema>;
export type Carrier = Carriers[number];
export type CarrierKind = Carrier["kind"];
export type CarrierOf<Kind extends CarrierKind> = Extract<Carrier, { kind: Kind }>;

/** The environment variable CARRIERS: a JSON array, the first that takes a kind of journey gets it. */
export const carriersSchema = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: "custom", message: "not JSON" });
      return z.NEVER;
    }
  })
  .pipe(carrierListSchema);

/** What is made for each of the carriers, by id. */
export function byCarrier<Made>(carriers: Carriers, make: (carrier: Carrier) => Made) {
  const made = new Map(carriers.map((carrier) => [carrier.id, make(carrier)]));
  return (carrierId: string): Made | undefined => made.get(carrierId);
}

const secretSchema = z.record(z.string(), z.unknown());

/** What a carrier gave us to recognise each other by, the current one first; the one before during a change. */
export type CarrierSecrets = <Secret>(carrierId: string, schema: z.ZodType<Secret>) => Promise<Secret[]>;

/** The secret CarrierSecrets: a JSON object with an entry for each carrier that gives out keys of its own. */
export const carrierSecrets =
  (texts: SecretTexts): CarrierSecrets =>
  async (carrierId, schema) => {
    const entries = (await texts()).map((text) => secretSchema.parse(JSON.parse(text))[carrierId]);
    const known = entries.filter((entry) => entry !== undefined).map((entry) => schema.parse(entry));
    if (known.length === 0) throw new Error(`the secret has no entry for carrier ${carrierId}`);
    return known;
  };
