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
