import { createCipheriv, createDecipheriv } from "node:crypto";
import * as z from "zod";
import { jsonOf } from "#shared/kernel/json-text.ts";
import type { CarrierOf, CarrierSecrets } from "../carriers.ts";

/** What the EMS platform gave out: 签名密钥 and 授权码. */
export const emsSecretSchema = z.object({
  key: z.base64().refine((text) => Buffer.from(text, "base64").length === 16, "must be 16 bytes"),
  authorization: z.string().min(1),
});

/** The carrier's own sign of what follows: SM4. */
const prefix = "|$4|";

/** The key as EMS gives it out: 16 bytes in Base64; the text itself is part of what is enciphered. */
const bytesOf = (key: string): Buffer => Buffer.from(key, "base64");

/** `logitcsInterface`, as the carrier spells it: SM4-ECB over the content and the key's own text. */
export function seal(content: string, key: string): string {
  const cipher = createCipheriv("sm4-ecb", bytesOf(key), null);
  return prefix + Buffer.concat([cipher.update(content + key, "utf8"), cipher.final()]).toString("base64");
}

/**
 * The content of an envelope, or undefined when it was not sealed with this key. ECB hides little and the key's text
 * at the end is all that authenticates: blocks of other messages under the same key can be put together to something
 * that passes. What it tells is therefore checked field by field, and a carrier speaks of its own legs only.
 */
export function open(envelope: string, key: string): string | undefined {
  if (!envelope.startsWith(prefix)) return undefined;
  try {
    const decipher = createDecipheriv("sm4-ecb", bytesOf(key), null);
    const bytes = Buffer.concat([
      decipher.update(Buffer.from(envelope.slice(prefix.length), "base64")),
      decipher.final(),
    ]);
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.endsWith(key) ? text.slice(0, -key.length) : undefined;
  } catch {
    return undefined;
  }
}

/** The outside of EMS's track push (040002). */
export const emsPushSchema = z
  .looseObject({
    method: z.literal("040002"),
    senderNo: z.string(),
    serialNo: z.string().max(64),
    logitcsInterface: z.string(),
  })
  .meta({ additionalProperties: { description: "not read" } });

/** A push's content, when it was sealed with a key of this carrier and is meant for us; undefined otherwise. */
export async function openPush(
  rawBody: Uint8Array,
  carrier: CarrierOf<"ems">,
  secrets: CarrierSecrets,
): Promise<{ serialNo: string; content: string } | undefined> {
  const push = emsPushSchema.safeParse(jsonOf(rawBody));
  if (!push.success || push.data.senderNo !== carrier.senderNo) return undefined;
  const { serialNo, logitcsInterface } = push.data;
  for (const { key } of await secrets(carrier.id, emsSecretSchema)) {
    const content = open(logitcsInterface, key);
    if (content !== undefined) return { serialNo, content };
  }
  return undefined;
}
