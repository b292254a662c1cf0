import * as z from "zod";
import { digest } from "#events/identifiers.ts";
import { defineProblems, localize } from "#shared/kernel/http/problem.ts";
import { jsonOf } from "#shared/kernel/json-text.ts";
import { line } from "#shared/kernel/text.ts";
import { type CarrierEvent, type CarrierFormat, inboundOf, unreadableBody } from "../carrier-format.ts";
import { waybillPattern } from "../carrier-text.ts";
import { factKinds, signerKinds } from "../fact.ts";
import { legIdPattern } from "../record.ts";

/** `ordered` is not among them: that one is our own record of the carrier's answer to an order. */
const reportedKinds = factKinds.filter((kind) => kind !== "ordered");

const eventShape = {
  /** Sent again under the same id, an event counts once. */
  eventId: z.string().regex(/^[\x21-\x7e]{1,64}$/),
  orderId: z.string().regex(legIdPattern),
  waybill: z.string().regex(waybillPattern),
  kind: z.enum(reportedKinds),
  occurredAt: z.iso.datetime({ offset: true }),
  /** A number this long is a telephone's or a person's, and has no business in the name of a depot. */
  place: line(1, 60)
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
const tongbanEventSchema = z.strictObject(eventShape).superRefine((event, context) => {
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
    const json = jsonOf(rawBody);
    if (json === undefined) return unreadableBody();
    const batch = batchSchema.safeParse(json, { reportInput: true });
    if (!batch.success) return unreadableBody(batch.error);
    return inboundOf(batch.data.events, now, {
      path: "body/events",
      schema: tongbanEventSchema,
      timeField: "occurredAt",
      toEvent,
    });
  },
  acknowledge({ events, rejected, unreadable }, locale) {
    if (unreadable) throw unreadable;
    return {
      status: 200,
      body: {
        accepted: events.length,
        rejected: rejected.map(({ index, errors }) => ({ index, errors: localize(locale, errors) })),
      },
    };
  },
  decline() {
    throw problems.eventsNotQueued({ headers: { "retry-after": "5" } });
  },
};

function toEvent(event: z.infer<typeof tongbanEventSchema>): CarrierEvent {
  const { eventId, orderId: legId, proof, occurredAt, ...fact } = event;
  return {
    ...fact,
    about: { legId },
    identity: { eventId },
    occurredAt: new Date(occurredAt).toISOString(),
    ...(proof && { proofDigest: proof.sha256 }),
  };
}
