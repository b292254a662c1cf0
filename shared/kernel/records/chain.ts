import { canonicalJson, sha256Hex } from "#shared/kernel/messaging/canonical.ts";

/** The first event of every chained record follows this. */
export const chainStart = "0".repeat(64);

/** What one version changed: fields with their new values, and fields that are gone. */
export type Changes = { set: Record<string, unknown>; unset?: string[] };

type Fields = Record<string, unknown>;

/** `before` is undefined for the first version. */
export function changesBetween(before: Fields | undefined, after: Fields): Changes {
  const old = before ?? {};
  const set = Object.entries(after).filter(
    ([name, value]) => value !== undefined && canonicalJson(value) !== canonicalJson(old[name] ?? null),
  );
  const unset = Object.keys(old).filter((name) => old[name] !== undefined && after[name] === undefined);
  return { set: Object.fromEntries(set), ...(unset.length > 0 && { unset }) };
}

/** The fields that a history gives, gone through from its start. */
export function foldChanges(entries: readonly Changes[]): Fields {
  const fields = new Map<string, unknown>();
  for (const { set, unset = [] } of entries) {
    for (const [name, value] of Object.entries(set)) fields.set(name, value);
    for (const name of unset) fields.delete(name);
  }
  return Object.fromEntries(fields);
}

/** What a history keeps of an event whose data follows from the record as it then was. */
export type KeptEvent = { id: string; type: string; time: string; traceparent: string };

/** What the hash of one version covers beside the hash before it. */
export type Link = { event: KeptEvent; privateNote: unknown; changes: Changes };

/** SHA-256, hex, over the previous hash and the canonical JSON of what happened. */
export const chainHash = (previous: string, link: Link): string => sha256Hex(previous + canonicalJson(link));

/** An entry of a history, as far as the chain goes. */
export type ChainEntry = {
  version: number;
  event: KeptEvent;
  privateNote: unknown;
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
