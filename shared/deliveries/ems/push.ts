import * as z from "zod";
import type { CarrierSecrets } from "../carrier-secrets.ts";
import type { CarrierOf } from "../carriers.ts";
import { jsonOf } from "../json-of.ts";
import { open } from "./envelope.ts";
import { emsSecretSchema } from "./secret.ts";

/** The outside of EMS's track push (040002). */
export const emsPushSchema = z
  .looseObject({
    method: z.literal("040002"),
    senderNo: z.string(),
    serialNo: z.string().max(64),
    logitcsInterface: z.string(),
  })
  .meta({ additionalProperties: { description: "not read" } });

export type Opened = { serialNo: string; content: string };

/** A push's content, when it was sealed with a key of this carrier and is meant for us; undefined otherwise. */
export async function openPush(
  rawBody: Uint8Array,
  carrier: CarrierOf<"ems">,
  secrets: CarrierSecrets,
): Promise<Opened | undefined> {
  const push = emsPushSchema.safeParse(jsonOf(Buffer.from(rawBody).toString("utf8")));
  if (!push.success || push.data.senderNo !== carrier.senderNo) return undefined;
  const { serialNo, logitcsInterface } = push.data;
  for (const { key } of await secrets(carrier.id, emsSecretSchema)) {
    const content = open(logitcsInterface, key);
    if (content !== undefined) return { serialNo, content };
  }
  return undefined;
}
