import { RetentionDays } from "aws-cdk-lib/aws-logs";
import * as z from "zod";
import { carrierListSchema } from "#shared/deliveries/carriers.ts";
import { algorithmNames } from "#shared/kernel/crypto/algorithms.ts";
import { noticeProvidersSchema } from "#shared/notices/channels/settings.ts";
import { feePlatformSchema } from "#shared/payments/platform/interface.ts";

const isLoopback = (url: URL): boolean => ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);

/** Plain HTTP only to this machine: tokens and case numbers cross these addresses. */
const address = z.string().refine(
  (text) => {
    const url = URL.parse(text);
    return url !== null && (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url)));
  },
  { message: "must be an https address" },
);

const count = z.int().positive();

/** The settings of one environment, each by itself. */
export const settingsSchema = z.strictObject({
  /** 行政区划代码 (GB/T 2260): the folder of data/districts with what is this district's own. */
  district: z.string().regex(/^\d{6}$/, "must be the six digits of a district (GB/T 2260)"),
  /** Left out: the account and region of the credentials that deploy. */
  account: z
    .string()
    .regex(/^\d{12}$/, "must be 12 digits")
    .optional(),
  region: z
    .string()
    .regex(/^[a-z]{2,3}(-[a-z]+)+-\d$/, "is not a region")
    .optional(),
  /** Whether citizens' records live here: then nothing that holds data goes away with a stack. */
  protected: z.boolean(),
  /**
   * Encrypts with keys of the account's own (three, 1 USD a month each) also where nothing is protected: a protected
   * environment always does.
   */
  customerKeys: z.boolean().default(false),
  /** The dashboard, 3 USD a month, also where nothing is protected: a protected environment has it. */
  dashboard: z.boolean().default(false),
  /** The processor of the functions. Their code runs on both; arm64 costs a fifth less. */
  architecture: z.enum(["arm64", "x86_64"]).default("arm64"),
  oidc: z
    .strictObject({
      issuer: address,
      audience: z.string().min(1),
      /** What the pages are called at the issuer: a public client, code flow with PKCE. */
      clientId: z.string().min(1),
      /** Other origins at which the issuer's endpoints are: the pages' policy lets them call these too. */
      otherOrigins: z.array(address).default([]),
    })
    // An ID token's audience is the client: it says who signed in, and is no key to the API.
    .refine(({ audience, clientId }) => audience !== clientId, {
      path: ["audience"],
      message: "must not be the clientId, or ID tokens would pass as access tokens",
    }),
  /** After so many minutes without anything done the pages end a sign-in (ASVS V7.3.1). */
  idleMinutes: z.strictObject({ staff: count.default(30), citizen: count.default(60) }).prefault({}),
  /** Where browsers may call from (CORS); the first is where people find the pages. */
  webOrigins: z.tuple([address], address),
  domain: z.strictObject({ name: z.hostname(), certificateArn: z.string().startsWith("arn:") }).optional(),
  /**
   * The pages' own name, outside China the API's too, and its certificate: an ARN of us-east-1, or in China, where
   * CloudFront takes no other, the id of a server certificate in IAM. `firewallArn` is an output of the stack Firewall.
   * Left out: CloudFront's address, which in China serves nobody, and the API's own.
   */
  pages: z
    .strictObject({
      name: z.hostname(),
      certificate: z.string().min(16),
      firewallArn: z.string().startsWith("arn:").optional(),
    })
    .optional(),
  /** Who hears of alarms. Left out: alarms change state and tell nobody. */
  alarmEmail: z.email().optional(),
  /** Somebody who uses the API all day: how often, and whether it signs in with a client of its own at the issuer. */
  canary: z
    .strictObject({ everyMinutes: count.max(1440).default(5), signsIn: z.boolean().default(false) })
    .default({ everyMinutes: 5, signsIn: false }),
  /** A new version of what answers the API or works off a queue gets a tenth of the calls first, and is taken back when it fails. */
  gradualRelease: z.boolean().default(false),
  /** A copy of tables and documents each night in a vault, and from there into this one of another region or account. */
  backup: z.strictObject({ copyTo: z.string().startsWith("arn:"), keepDays: count.default(35) }).optional(),
  /** The repository on GitHub whose pipeline deploys, as `owner/name`; whether the account knows GitHub's runners already. */
  pipeline: z
    .strictObject({
      repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, "must be owner/name"),
      providerIsThere: z.boolean().default(false),
    })
    .optional(),
  /** Who is told of a weakness, as an address (RFC 9116). Left out: the pages name nobody. */
  securityContact: z.url({ protocol: /^(https|mailto)$/ }).optional(),
  /** 网络安全法 article 21 asks for at least six months in production. */
  logRetentionDays: z.enum(RetentionDays),
  /**
   * Who looks for malware in uploads: GuardDuty Malware Protection, which is switched on for the bucket by hand; a machine
   * of the environment's own with ClamAV; or a clamd that is there already and that the functions reach.
   */
  scanning: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("none") }),
    z.strictObject({ kind: z.literal("guardDuty") }),
    z.strictObject({
      kind: z.literal("clamavMachine"),
      /** clamd holds its signatures in memory: 4 GiB at least. */
      instanceType: z
        .string()
        .regex(/^[a-z]\d[a-z]*\.[a-z0-9]+$/, "is not a type of machine, as t4g.medium is")
        .default("t4g.medium"),
      /** Where signatures come from, where the usual place cannot be reached. */
      signatureMirror: address.optional(),
    }),
    z.strictObject({ kind: z.literal("clamav"), host: z.hostname(), port: count }),
  ]),
  retention: z.strictObject({
    /** Days from submission after which names, numbers and addresses of a case go away. */
    personalDataDays: count,
    /** Days for which nobody can remove what was exported of history; protected environments only. */
    historyLockDays: count.default(1095),
  }),
  /** What ID numbers, phones and other personal data are sealed with; a change of it leaves what is there readable. */
  fieldCipher: z.enum(algorithmNames).default("aes-256-gcm"),
  /** How long every event stays replayable. */
  archiveDays: count,
  limits: z.strictObject({
    /** For everybody together, at the API's stage. */
    api: z.strictObject({ perSecond: count, burst: count }),
    callsPerMinutePerCaller: count,
    /** Executions per queue at a time; what does not fit waits in the queue. */
    consumerConcurrency: z.int().min(2).max(1000),
    /** Per function name. Takes from what the account has, so only where it is known to be enough. */
    reservedConcurrency: z.record(z.string(), count).default({}),
    /** A ceiling per second on what each on-demand table and index may cost. */
    tableUnits: z.strictObject({ read: count, write: count }),
  }),
  carriers: carrierListSchema,
  /** Who carries notices (通知) on each way; empty: they stand in the inbox alone. */
  noticeProviders: noticeProvidersSchema.default([]),
  /** Where organisations' electronic licences (电子营业执照) are confirmed and its keys are published. */
  businessLicenceUrl: address,
  /** The province's non-tax platform (非税收入收缴平台). */
  feePlatform: feePlatformSchema.extend({ baseUrl: address, payPage: address, receiptPage: address }),
});

export type Settings = z.output<typeof settingsSchema>;
