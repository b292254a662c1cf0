import * as z from "zod";
import { envelopeShape } from "#events/define-event.ts";
import type { Locale } from "#shared/kernel/http/locale.ts";
import { type FieldError, httpProblems, type Problem } from "#shared/kernel/http/problem.ts";
import { fieldErrorsOf } from "#shared/kernel/http/validation.ts";
import type { CourierFact, FactIdentity } from "./fact.ts";

/** What is in the courier events' queue: a carrier's body exactly as it came, and the trace of its request. */
export const courierMessageSchema = z.strictObject({
  carrier: z.string().min(1),
  receivedAt: z.iso.datetime(),
  /** Base64. */
  body: z.base64(),
  traceparent: envelopeShape.traceparent,
});
export type CourierMessage = z.infer<typeof courierMessageSchema>;

/** Our own format: a result per event. */
export const acknowledgementSchema = z.strictObject({
  accepted: z.int().nonnegative(),
  rejected: z.array(
    z.strictObject({
      index: z.int().nonnegative(),
      errors: z.array(z.strictObject({ path: z.string(), code: z.string(), message: z.string() })),
    }),
  ),
});

/** 顺丰. */
const sfAnswerSchema = z.strictObject({ return_code: z.string(), return_msg: z.string() });

/** EMS. */
const emsAnswerSchema = z.strictObject({
  serialNo: z.string(),
  code: z.string(),
  codeMessage: z.string(),
  senderNo: z.string(),
});

/** Each carrier is answered in its own words. */
export const carrierAnswerSchema = z.union([acknowledgementSchema, emsAnswerSchema, sfAnswerSchema]);

/** 200: taken, send it no more. 503: send it again. */
export type CarrierAnswer = { status: 200 | 503; body: z.infer<typeof carrierAnswerSchema> };

/** What was reported, before its leg has been looked up: some carriers name the waybill only. */
export type CarrierEvent = Omit<CourierFact, "carrier" | "legId" | "key"> & {
  about: { legId: string } | { waybill: string };
  identity: FactIdentity;
};

/** A carrier's body, read. */
export type Inbound = {
  events: CarrierEvent[];
  rejected: { index: number; errors: FieldError[] }[];
  /** The carrier's own codes that mean nothing to us. */
  unknownCodes: string[];
  /** The body as a whole says nothing that could be understood. */
  unreadable?: Problem;
  /** The carrier's number of this very message, where it wants it back. */
  receipt?: string;
};

/** How one carrier's entries are read. */
type EntryReader<Schema extends z.ZodType> = {
  /** Where the entries are in the body, as errors name it. */
  path: string;
  schema: Schema;
  /** The field with the time at which it happened. */
  timeField: string;
  /** The carrier's own code where it means nothing to us; undefined for what is of no consequence. */
  toEvent(entry: z.output<Schema>): CarrierEvent | string | undefined;
};

/** Takes a body's entries one by one: what one of them has wrong holds up no other. */
export function inboundOf<Schema extends z.ZodType>(
  entries: readonly unknown[],
  now: string,
  { path, schema, timeField, toEvent }: EntryReader<Schema>,
): Inbound {
  const inbound: Inbound = { events: [], rejected: [], unknownCodes: [] };
  for (const [index, raw] of entries.entries()) {
    const part = `${path}/${index}`;
    const entry = schema.safeParse(raw, { reportInput: true });
    const reported = entry.success ? toEvent(entry.data) : undefined;
    if (!entry.success) inbound.rejected.push({ index, errors: fieldErrorsOf(part, entry.error) });
    else if (typeof reported === "string") inbound.unknownCodes.push(reported);
    else if (reported && isInFuture(reported, now))
      inbound.rejected.push({ index, errors: [inFuture(`${part}/${timeField}`)] });
    else if (reported) inbound.events.push(reported);
  }
  return inbound;
}

/** A carrier's clock may be a little ahead of ours. */
const aheadMilliseconds = 10 * 60_000;

/** Most often local time sent as UTC. Let in, it would outrank what truly comes after it. */
const isInFuture = ({ occurredAt }: CarrierEvent, now: string): boolean =>
  Date.parse(occurredAt) > Date.parse(now) + aheadMilliseconds;

const inFuture = (path: string): FieldError => ({
  path,
  code: "inFuture",
  message: { zh: "时间晚于当前时间，请检查时区。", en: "This lies in the future; check the time zone." },
});

/** Of a body that is not what its carrier sends; `error` names where, if it could be looked at at all. */
export function unreadableBody(error?: z.ZodError): Inbound {
  const errors = error ? fieldErrorsOf("body", error) : [];
  const unreadable = error
    ? httpProblems.invalidRequest({ facts: { count: errors.length }, errors })
    : httpProblems.malformedBody();
  return { events: [], rejected: [], unknownCodes: [], unreadable };
}

/** How one kind of carrier tells us its events, and how it wants to be answered. */
export type CarrierFormat = {
  /** Reads the same body always alike; `now` is when it came. */
  read(rawBody: Uint8Array, now: string): Promise<Inbound>;
  /**
   * The answer once the body is taken: a carrier sends again only what a repeat can help.
   * @throws Problem when nothing could be read and the carrier can do something about it
   */
  acknowledge(inbound: Inbound, locale: Locale): CarrierAnswer;
  /** The answer when the body could be neither merged nor queued: send it again. */
  decline(inbound: Inbound): CarrierAnswer;
};
