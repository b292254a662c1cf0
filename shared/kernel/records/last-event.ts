import * as z from "zod";

/** Who did it: a person's role and account, or `system` and which part of it. */
export const actorSchema = z.object({ role: z.string().min(1), id: z.string().min(1) });
export type Actor = z.infer<typeof actorSchema>;

/** A request by its Idempotency-Key and by what it asked, both hashed: a repeat is known by them. */
export const requestMarkSchema = z.object({ key: z.string(), body: z.string() });
export type RequestMark = z.infer<typeof requestMarkSchema>;

/** What the history keeps beside the event and the bus never carries. */
export const privateNoteSchema = z.object({
  actor: actorSchema,
  /** A reason or result, as a person wrote it. */
  words: z.string().optional(),
  /** What else belongs to this step alone, as the record's own `details` schema says. */
  details: z.record(z.string(), z.unknown()).optional(),
  request: requestMarkSchema.optional(),
});
export type PrivateNote = z.infer<typeof privateNoteSchema>;

export type DetailsSchema = z.ZodType<Record<string, unknown>>;

/** What one version of a record did; the relay makes the event and the history entry of it. */
export const lastEventSchema = <const Name extends string>(names: readonly Name[], details?: DetailsSchema) =>
  privateNoteSchema.extend({
    ...(details && { details: details.optional() }),
    name: z.enum(names as readonly [Name, ...Name[]]),
    at: z.iso.datetime(),
    /** W3C traceparent of the request or event that caused it. */
    trace: z.string(),
  });
export type LastEvent<Name extends string = string> = PrivateNote & { name: Name; at: string; trace: string };

export const noteOf = ({ name: _name, at: _at, trace: _trace, ...note }: LastEvent): PrivateNote => note;
