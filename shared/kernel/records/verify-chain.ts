import { type Changes, chainHash, chainStart, type KeptEvent, type Link } from "./chain.ts";

/** An entry of a history, as far as the chain goes. */
export type ChainEntry = {
  version: number;
  event: KeptEvent;
  privateNote: Link["privateNote"];
  changes?: Changes | undefined;
  hash?: string | undefined;
};

/** Goes along a whole history, oldest first; tells at which version the chain breaks, if it does. */
export function verifyChain(
  entries: readonly ChainEntry[],
  lastHash: string | undefined,
): { ok: true } | { ok: false; at: number } {
  let previous = chainStart;
  for (const [index, { version, hash, event, privateNote, changes }] of entries.entries()) {
    const expected = changes && chainHash(previous, { event, privateNote, changes });
    if (version !== index + 1 || !expected || hash !== expected) return { ok: false, at: index + 1 };
    previous = expected;
  }
  return previous === lastHash ? { ok: true } : { ok: false, at: entries.length };
}
