import { createHash } from "node:crypto";
import * as z from "zod";
import { jsonOf } from "#shared/kernel/json-text.ts";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import { type Call, postToCarrier, readAnswer } from "../carrier-order.ts";
import type { CarrierSecrets } from "../carriers.ts";

/** What 丰桥 gave out: 校验码. */
const secretSchema = z.object({ checkword: z.string().min(1) });

/** As Java's URLEncoder does it, which 丰桥 signs with: a space is `+`, and `!'()~` are encoded too. */
const javaUrlEncode = (text: string): string =>
  encodeURIComponent(text)
    .replace(/%20/g, "+")
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** msgDigest: Base64 of the MD5 over the encoded message, time and 校验码. The carrier's own choice of hash. */
export const digestOf = (msgData: string, timestamp: string, checkword: string): string =>
  createHash("md5")
    .update(javaUrlEncode(msgData + timestamp + checkword))
    .digest("base64");

const envelopeSchema = z.object({ apiResultCode: z.string(), apiResultData: z.string().nullish() });
const resultSchema = z.object({
  success: z.union([z.boolean(), z.stringbool()]),
  errorCode: z.string().nullish(),
  msgData: z.unknown(),
});

export type SfCall = Call<"sf"> & { secrets: CarrierSecrets };

/**
 * Calls a service of 顺丰 丰桥. `success` is the carrier's; its code goes along.
 * @throws Error when the call itself failed and may be tried again; it names the service and codes only
 */
export async function callSf(
  { secrets, ...to }: SfCall,
  serviceCode: string,
  message: unknown,
): Promise<{ success: boolean; code: string; data: unknown }> {
  const { carrier, now } = to;
  const [secret] = await secrets(carrier.id, secretSchema);
  const msgData = JSON.stringify(message);
  const timestamp = String(Date.parse(now()));
  // Tells one call from another in their log.
  const requestId = sha256Hex(timestamp + msgData).slice(0, 32);
  const body = new URLSearchParams({
    partnerID: carrier.partnerId,
    requestID: requestId,
    serviceCode,
    timestamp,
    msgDigest: digestOf(msgData, timestamp, secret?.checkword ?? ""),
    msgData,
  });
  const answered = await postToCarrier(to, serviceCode, { body });
  const { apiResultCode, apiResultData } = readAnswer(envelopeSchema, answered);
  // Their gateway's own refusals: signature, rights, load. None of them speaks of the order.
  if (apiResultCode !== "A1000") throw new Error(`${answered.said} (${apiResultCode.slice(0, 16)})`);
  const result = resultSchema.safeParse(jsonOf(apiResultData ?? ""));
  if (!result.success) throw new Error(`${answered.said}, whose result could not be read`);
  const { success, errorCode, msgData: data } = result.data;
  return { success, code: (errorCode ?? "").slice(0, 32), data };
}
