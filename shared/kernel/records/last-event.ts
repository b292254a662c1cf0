import { randomBytes } from "node:crypto";
import * as z from "zod";
import { canonicalJson, sha256Hex } from "#shared/kernel/messaging/canonical.ts";

/** Who did it: a person's role and account, or `system` and which part of it. */
export const actorSchema = z.object({ role: z.string().min(1), id: z.string().min(1) });
export type Actor = z.infer<typeof actorSchema>;

/** A request by its Idempotency-Key and by what it asked, both hashed: a repeat is known by them. */
export const requestMarkSchema = z.object({ key: z.string(), body: z.string() });
export type RequestMark = z.infer<typeof requestMarkSchema>;

/** A reason or result, as a person wrote it; and what else belongs to this step alone, by the record's `details` schema. */
const said = { words: z.string().optional(), details: z.record(z.string(), z.unknown()).optional() };

/** What people wrote in one step of a record that forgets it. Without the salt a digest of a few words could be guessed. */
export const writtenSchema = z.object({
  salt: z.string().min(16),
  ...said,
  /** Fields of the record that this step set and that go as well. */
  fields: z.record(z.string(), z.unknown()).optional(),
});
export type Written = z.infer<typeof writtenSchema>;

/** What the history keeps beside the event and the bus never carries. */
export const privateNoteSchema = z.object({
  actor: actorSchema,
  ...said,
  request: requestMarkSchema.optional(),
  written: writtenSchema.optional(),
  /** SHA-256, hex, of what people wrote and what has gone by now. */
  digest: z.string().length(64).optional(),
});
export type PrivateNote = z.infer<typeof privateNoteSchema>;

type Said = Pick<PrivateNote, "words" | "details">;

/** Both as they were given, wherever the step keeps them. */
export const wordsOf = ({ written, words }: Said & { written?: Said | undefined }): string | undefined =>
  written?.words ?? words;
export const detailsOf = ({ written, details }: Said & { written?: Said | undefined }) =>
  details || written?.details ? { ...details, ...written?.details } : undefined;

/** Where salts come from; a test or generator that has to give the same hashes twice puts its own here. */
export const salts = { next: (): string => randomBytes(12).toString("base64url") };

/**
 * The words and details of a step, those apart that go one day: all but the details that are named. With them go `fields`,
 * those of the record's that do.
 */
export function partedSaid(
  { words, details = {} }: Said,
  keeps: readonly string[],
  fields: Record<string, unknown> = {},
): Partial<PrivateNote> {
  const of = (isAsked: (name: string) => boolean) => {
    const some = Object.entries(details).filter(([name, value]) => value !== undefined && isAsked(name));
    return some.length > 0 ? { details: Object.fromEntries(some) } : {};
  };
  const goes = {
    ...(words !== undefined && { words }),
    ...of((name) => !keeps.includes(name)),
    ...(Object.keys(fields).length > 0 && { fields }),
  };
  return {
    ...of((name) => keeps.includes(name)),
    ...(Object.keys(goes).length > 0 && { written: { salt: salts.next(), ...goes } }),
  };
}

export const digestOf = (written: Written): string => sha256Hex(canonicalJson(written));

/** As the chain covers it: of what people wrote only the digest, so that the chain holds when that has gone. */
export const coveredNote = ({ written, ...note }: { written?: Written | undefined }) => ({
  ...note,
  ...(written && { digest: digestOf(written) }),
});

export type DetailsSchema = z.ZodType<Record<string, unknown>>;

/** What one version of a record did; the relay makes the event and the history entry of it. */
export const lastEventSchema = <const Name extends string>(names: readonly Name[], details?: DetailsSchema) =>
  privateNoteSchema.extend({
    ...(details && {
      details: details.optional(),
      written: writtenSchema.extend({ details: details.optional() }).optional(),
    }),
    name: z.enum(names as readonly [Name, ...Name[]]),
    at: z.iso.datetime(),
    /** W3C traceparent of the request or event that caused it. */
    trace: z.string(),
  });
export type LastEvent<Name extends string = string> = PrivateNote & { name: Name; at: string; trace: string };

export const noteOf = ({ name: _name, at: _at, trace: _trace, ...note }: LastEvent): PrivateNote => note;
