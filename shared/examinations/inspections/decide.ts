import * as z from "zod";
import { type Moment, workingDaysAfter } from "#shared/kernel/calendar/moment.ts";
import { dayOf, endOfDay } from "#shared/kernel/calendar/working-days.ts";
import { type BodiesOf, decider } from "#shared/kernel/lifecycle/decide.ts";
import type { LastEvent } from "#shared/kernel/records/last-event.ts";
import {
  appointmentFields,
  documentsSchema,
  dueBy,
  instantOf,
  overdue,
  warning,
  wordsSchema,
} from "../clock.ts";
import type { OfCase } from "../examined-case.ts";
import { policy } from "../limits.ts";
import { lifecycle } from "./lifecycle.ts";
import { checkSchema, type Inspection, inspection, officerSchema, signatureSchema } from "./record.ts";

const words = { words: wordsSchema };

/** What each action of a person asks for; `words` goes to the history. */
export const bodies = {
  schedule: z.strictObject({
    ...appointmentFields,
    officers: z.array(officerSchema).min(1).max(5),
    words: wordsSchema.optional(),
  }),
  reschedule: z.strictObject({ ...appointmentFields, ...words }),
  recuse: z.strictObject({ account: z.string().trim().min(1).max(128), ...words }),
  arrive: z.strictObject({ words: wordsSchema.optional() }),
  record: z
    .strictObject({
      checks: z.array(checkSchema).min(1).max(50),
      documents: documentsSchema.default([]),
      signature: signatureSchema,
      words: wordsSchema.optional(),
    })
    .refine(({ signature }) => signature.by !== "refused" || signature.witnessOf !== undefined, {
      path: ["signature", "witnessOf"],
      message:
        "拒绝签字的，请写明见证人所在单位。|When nobody signs, please say where the witness comes from.",
    }),
  pass: z.strictObject({ words: wordsSchema.optional() }),
  orderRectification: z.strictObject({ recheckOn: z.iso.date(), ...words }),
  fail: z.strictObject(words),
  cancel: z.strictObject(words),
};
type Bodies = BodiesOf<typeof bodies> & Record<"drop" | "warn" | "markLate", object>;

/** The next version of an inspection, or why not. */
export const decide = decider(
  inspection,
  lifecycle,
)<Bodies>({
  schedule: (_record, { officers, ...appointment }) =>
    appointed(instantOf(appointment), { officers, rescheduled: undefined }),
  reschedule: (_record, appointment) => appointed(instantOf(appointment), { rescheduled: true }),
  recuse: ({ officers, recused = [] }, { account }, _actor, moment) => ({
    officers: officers.filter((one) => one.account !== account),
    recused: [...new Set([...recused, account])],
    appointmentAt: undefined,
    ...dueBy(workingDaysAfter(moment, policy.planDays)),
  }),
  arrive: (_record, _body, _actor, { now }) => ({ startedAt: now, endedAt: undefined }),
  record: (_record, { checks, documents, signature }, actor, moment) => ({
    checks,
    ...(documents.length > 0 && { documents, recordedBy: actor.id }),
    signature,
    endedAt: moment.now,
    ...dueBy(workingDaysAfter(moment, policy.concludeDays)),
  }),
  pass: () => ({}),
  orderRectification: ({ visit }, { recheckOn }) => ({
    recheckOn,
    visit: visit + 1,
    ...dueBy(endOfDay(recheckOn)),
  }),
  fail: () => ({}),
  cancel: () => ({}),
  drop: () => ({}),
  warn: warning,
  markLate: overdue,
});

/** On the day of the appointment somebody has to come. */
const appointed = (appointmentAt: string, more: Partial<Inspection>) => ({
  ...more,
  appointmentAt,
  ...dueBy(endOfDay(dayOf(appointmentAt))),
});

type Step = Pick<LastEvent, "actor" | "trace" | "request" | "words">;

/** An inspection is to be made of a case; the legal clock of the case runs on (行政许可法 Art. 45 does not name it). */
export const planInspection = (inspectionId: string, of: OfCase, moment: Moment, step: Step): Inspection =>
  inspection.first(
    {
      inspectionId,
      ...of,
      state: "planned",
      openedAt: moment.now,
      visit: 1,
      officers: [],
      ...dueBy(workingDaysAfter(moment, policy.planDays)),
    },
    { event: "planned", at: moment.now, ...step },
  );
