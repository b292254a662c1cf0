import * as z from "zod";
import { type FieldError, httpProblems } from "#shared/http/problem.ts";
import { fieldErrorsOf } from "#shared/http/validation.ts";
import type { CarrierFormat, Rejection } from "./carrier-format.ts";
import { type CourierFact, factKeyOf, factKinds, signerKinds } from "./fact.ts";
import { legIdPattern } from "./leg.ts";

/** A carrier's clock may be a little ahead of ours. */
const aheadMilliseconds = 10 * 60_000;

/** `ordered` is not among them: that one is our own record of the carrier's answer to an order. */
const toldKinds = factKinds.filter((kind) => kind !== "ordered");

const eventShape = {
  /** Told again under the same id, an event counts once. */
  eventId: z.string().regex(/^[\x21-\x7e]{1,64}$/),
  orderId: z.string().regex(legIdPattern),
  waybill: z.string().regex(/^[A-Za-z0-9-]{4,40}$/),
  kind: z.enum(toldKinds),
  occurredAt: z.iso.datetime({ offset: true }),
  /** A number this long is a telephone's or a person's, and has no business in the name of a depot. */
  place: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .regex(/^(?!.*\d{7})/, "不得含有电话或证件号码。|No telephone or identity numbers here.")
    .optional(),
  reasonCode: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_-]{0,31}$/)
    .optional(),
  signer: z.enum(signerKinds).optional(),
  proof: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }).optional(),
};

/** One event in our own carrier format, for carriers that speak no other that we know. */
export const tongbanEventSchema = z.strictObject(eventShape).superRefine((event, context) => {
  for (const field of ["signer", "proof"] as const)
    if (event[field] !== undefined && event.kind !== "delivered")
      context.addIssue({
        code: "custom",
        path: [field],
        message: "仅妥投时可填。|Only a delivered event has this.",
      });
});

const batchSchema = z.strictObject({ events: z.array(z.unknown()).min(1).max(100) });

/** The whole body, as documented; the function takes it apart to answer per event. */
export const tongbanBatchSchema = batchSchema.extend({
  events: z.array(tongbanEventSchema).min(1).max(100),
});

export const acknowledgementSchema = z.strictObject({
  accepted: z.int().nonnegative(),
  rejected: z.array(
    z.strictObject({
      index: z.int().nonnegative(),
      errors: z.array(z.strictObject({ path: z.string(), code: z.string(), message: z.string() })),
    }),
  ),
});

/** Our own carrier format: signed JSON, a result per event. */
export const tongbanFormat: CarrierFormat = {
  read(carrierId, rawBody, now) {
    const batch = batchSchema.safeParse(jsonOf(rawBody), { reportInput: true });
    if (!batch.success) {
      const errors = fieldErrorsOf("body", batch.error);
      throw httpProblems.invalidRequest({ facts: { count: errors.length }, errors });
    }
    const facts: CourierFact[] = [];
    const rejected: Rejection[] = [];
    batch.data.events.forEach((event, index) => {
      const read = readEvent(carrierId, event, index, now);
      if (Array.isArray(read)) rejected.push({ index, errors: read });
      else facts.push(read);
    });
    return { facts, rejected };
  },
  acknowledge: ({ facts, rejected }, locale) => ({
    status: 200,
    body: {
      accepted: facts.length,
      rejected: rejected.map(({ index, errors }) => ({
        index,
        errors: errors.map(({ path, code, message }) => ({ path, code, message: message[locale] })),
      })),
    } satisfies z.infer<typeof acknowledgementSchema>,
  }),
};

function jsonOf(rawBody: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(rawBody));
  } catch {
    throw httpProblems.malformedBody();
  }
}

function readEvent(carrier: string, raw: unknown, index: number, now: Date): CourierFact | FieldError[] {
  const part = `body/events/${index}`;
  const parsed = tongbanEventSchema.safeParse(raw, { reportInput: true });
  if (!parsed.success) return fieldErrorsOf(part, parsed.error);
  const { eventId, orderId: legId, proof, occurredAt, ...told } = parsed.data;
  const happened = new Date(occurredAt);
  // Most often local time sent as UTC. Let in, it would outrank what truly comes after it.
  if (happened.getTime() > now.getTime() + aheadMilliseconds)
    return [
      {
        path: `${part}/occurredAt`,
        code: "inFuture",
        message: {
          zh: "时间晚于当前时间，请检查时区。",
          en: "This lies in the future; check the time zone.",
        },
      },
    ];
  return {
    carrier,
    legId,
    key: factKeyOf({ carrier, legId, identity: { eventId } }),
    ...told,
    occurredAt: happened.toISOString(),
    ...(proof && { proofDigest: proof.sha256 }),
  };
}
