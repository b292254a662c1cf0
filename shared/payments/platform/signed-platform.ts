import * as z from "zod";
import type { Clock } from "#shared/kernel/clock.ts";
import { jsonOf } from "#shared/kernel/json-text.ts";
import type { MachineKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import { signatureHeaders } from "#shared/kernel/machine-keys/require-signature.ts";
import { signBody } from "#shared/kernel/machine-keys/signature.ts";
import {
  type FeePlatform,
  type FeePlatformSettings,
  paidSchema,
  refundSchema,
  resultSchema,
} from "./interface.ts";

type Calling = {
  settings: FeePlatformSettings;
  keys: MachineKeys;
  now: Clock;
  timeoutMilliseconds?: number;
};

const resultsSchema = z.object({ results: z.array(resultSchema) });
const refundAnswer = z.object({ refund: refundSchema.nullable() });
const daySchema = z.object({ payments: z.array(paidSchema), next: z.string().nullable() });

/**
 * The platform over HTTP: JSON, signed with the key that it was given, as machines sign to us. The ministry's own
 * messages (非税收入收缴电子化管理接口报文规范) are unconfirmed here; an adapter for them takes this one's place.
 */
export function signedPlatform({ settings, keys, now, timeoutMilliseconds = 5000 }: Calling): FeePlatform {
  const base = settings.baseUrl.replace(/\/$/, "");

  const call = async (path: string, content: unknown): Promise<{ status: number; json: unknown }> => {
    const [secret] = await keys.secretsOf(`platform:${settings.id}`);
    if (!secret) throw new Error(`there is no key for platform ${settings.id}`);
    const body = JSON.stringify(content);
    const timestamp = String(Math.floor(Date.parse(now()) / 1000));
    const response = await fetch(base + path, {
      method: "POST",
      redirect: "error",
      headers: {
        "content-type": "application/json",
        [signatureHeaders.key]: settings.id,
        [signatureHeaders.timestamp]: timestamp,
        [signatureHeaders.signature]: signBody(secret, timestamp, body),
      },
      body,
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    const text = await response.text();
    return { status: response.status, json: jsonOf(text) };
  };

  const ask = async <Schema extends z.ZodType>(
    path: string,
    content: unknown,
    schema: Schema,
  ): Promise<z.output<Schema>> => {
    const { status, json } = await call(path, content);
    if (status !== 200) throw new Error(`platform ${settings.id} answered ${status} to ${path}`);
    const parsed = schema.safeParse(json);
    if (!parsed.success)
      throw new Error(`platform ${settings.id} answered ${path} with what could not be read`);
    return parsed.data;
  };

  return {
    async register(notice) {
      const { status } = await call("/notices", notice);
      if (status === 409) return "codeTaken";
      if (status !== 200) throw new Error(`platform ${settings.id} answered ${status} to a notice`);
      return "registered";
    },
    close: async (notice) => void (await ask("/notices/close", notice, z.object({}))),
    results: async (notice) => (await ask("/notices/results", notice, resultsSchema)).results,
    refund: async (order) => void (await ask("/refunds", order, z.object({}))),
    refundResult: async (refundNo) =>
      (await ask("/refunds/result", { refundNo }, refundAnswer)).refund ?? undefined,
    async paymentsOf(day) {
      const payments = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const page: z.output<typeof daySchema> = await ask("/payments", { day, cursor }, daySchema);
        payments.push(...page.payments);
        cursor = page.next;
      }
      return payments;
    },
  };
}
