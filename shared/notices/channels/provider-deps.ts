import * as z from "zod";
import type { SecretTexts } from "#shared/kernel/aws/secret.ts";
import type { Clock } from "#shared/kernel/clock.ts";

/** What a provider is made with besides its settings. */
export type ProviderDeps<Secret> = {
  /** What it gave us to sign with. */
  secret: () => Promise<Secret>;
  now: Clock;
  /** Another text at every call. */
  nonce: () => string;
  timeoutMilliseconds: number;
};

/** `texts` is the secret with an entry for each provider, the current one first. */
export type Making = { texts: SecretTexts; now: Clock; nonce: () => string; timeoutMilliseconds?: number };

/** What each provider gave us, by id. */
const secretSchema = z.record(z.string(), z.unknown());

export const depsFor =
  ({ texts, now, nonce, timeoutMilliseconds = 5000 }: Making) =>
  <Secret>(id: string, schema: z.ZodType<Secret>): ProviderDeps<Secret> => ({
    now,
    nonce,
    timeoutMilliseconds,
    async secret() {
      const [current] = await texts();
      return schema.parse(secretSchema.parse(JSON.parse(current ?? "{}"))[id]);
    },
  });
