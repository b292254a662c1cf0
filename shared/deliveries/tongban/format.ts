import * as z from "zod";
import { digest } from "#events/identifiers.ts";
import { defineProblems, type FieldError, httpProblems } from "#shared/kernel/http/problem.ts";
import { fieldErrorsOf } from "#shared/kernel/http/validation.ts";
import { type CarrierFormat, type Rejection, type Told, timeErrors } from "../carrier-format.ts";
import { factKinds, signerKinds } from "../fact.ts";
import { waybillPattern } from "../order-desk.ts";
import { legIdPattern } from "../record.ts";

/** `ordered` is not among them: that one is our own record of the carrier's answer to an order. */
const toldKinds = factKinds.filter((kind) => kind !== "ordered");

const eventShape = {
  /** Told again under the same id, an event counts once. */
  eventId: z.string().regex(/^[\x21-\x7e]{1,64}$/),
  orderId: z.string().regex(legIdPattern),
  waybill: z.string().regex(waybillPattern),
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
  proof: z.strictObject({ sha256: digest }).optional(),
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

const problems = defineProblems({
  eventsNotQueued: {
    status: 503,
    zh: "动态暂时无法接收，请稍后整批重发；重复的动态不会重复计入。",
    en: "The events could not be taken. Please send the whole batch again later; repeats do no harm.",
  },
});

/** Our own carrier format: signed JSON, a result per event. */
export const tongbanFormat: CarrierFormat = {
  async read(rawBody, now) {
    const nothing = { told: [], rejected: [], unknownCodes: [] };
    const json = jsonOf(rawBody);
    if (json === undefined) return { ...nothing, unreadable: httpProblems.malformedBody() };
    const batch = batchSchema.safeParse(json, { reportInput: true });
    if (!batch.success) {
      const errors = fieldErrorsOf("body", batch.error);
      return {
        ...nothing,
        unreadable: httpProblems.invalidRequest({ facts: { count: errors.length }, errors }),
      };
    }
    const told: Told[] = [];
    const rejected: Rejection[] = [];
    batch.data.events.forEach((event, index) => {
      const read = readEvent(event, index, now);
      if (Array.isArray(read)) rejected.push({ index, errors: read });
      else told.push(read);
    });
    return { ...nothing, told, rejected };
  },
  acknowledge({ told, rejected, unreadable }, locale) {
    if (unreadable) throw unreadable;
    return {
      status: 200,
      body: {
        accepted: told.length,
        rejected: rejected.map(({ index, errors }) => ({
          index,
          errors: errors.map(({ path, code, message }) => ({ path, code, message: message[locale] })),
        })),
      },
    };
  },
  decline() {
    throw problems.eventsNotQueued({ headers: { "retry-after": "5" } });
  },
};

/** Undefined for what is not JSON. */
function jsonOf(rawBody: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(rawBody));
  } catch {
    return undefined;
  }
}

function readEvent(raw: unknown, index: number, now: string): Told | FieldError[] {
  const part = `body/events/${index}`;
  const parsed = tongbanEventSchema.safeParse(raw, { reportInput: true });
  if (!parsed.success) return fieldErrorsOf(part, parsed.error);
  const { eventId, orderId: legId, proof, occurredAt, ...told } = parsed.data;
  const happened = new Date(occurredAt);
  const errors = timeErrors(`${part}/occurredAt`, happened, now);
  if (errors.length > 0) return errors;
  return {
    ...told,
    about: { legId },
    identity: { eventId },
    occurredAt: happened.toISOString(),
    ...(proof && { proofDigest: proof.sha256 }),
  };
}
