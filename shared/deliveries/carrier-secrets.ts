import * as z from "zod";
import type { SecretTexts } from "#shared/kernel/aws/secret.ts";

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
