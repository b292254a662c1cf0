import * as z from "zod";
import { canonicalJson, sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import { coveredNote, type Written } from "./last-event.ts";

/** The first event of every chained record follows this. */
export const chainStart = "0".repeat(64);

/** What one version changed: fields with their new values, and fields that are gone. */
export const changesSchema = z.object({
  set: z.record(z.string(), z.unknown()).meta({
    description: "fields of the record with their new values",
    additionalProperties: { description: "as the record had it at that time" },
  }),
  unset: z.array(z.string()).optional(),
});
export type Changes = z.infer<typeof changesSchema>;

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

/** What a history keeps of an event whose data follows from the record as it then was. */
export type KeptEvent = { id: string; type: string; time: string; traceparent: string };

/** What the hash of one version covers beside the hash before it. */
export type Link = {
  event: KeptEvent;
  privateNote: { actor: unknown; written?: Written | undefined };
  changes: Changes;
};

/** SHA-256, hex, over the previous hash and the canonical JSON of what happened. */
export const chainHash = (previous: string, { privateNote, ...link }: Link): string =>
  sha256Hex(previous + canonicalJson({ ...link, privateNote: coveredNote(privateNote) }));
