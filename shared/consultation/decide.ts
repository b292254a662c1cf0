import * as z from "zod";
import { departmentCode, shortDigest } from "#events/identifiers.ts";
import { satisfactionLevels } from "#events/rating.ts";
import { type Moment, workingDaysAfter } from "#shared/kernel/calendar/moment.ts";
import { type BodiesOf, decider } from "#shared/kernel/lifecycle/decide.ts";
import { lines } from "#shared/kernel/text.ts";
import { lifecycle } from "./lifecycle.ts";
import { consultationPolicy as policy } from "./policy.ts";
import { type Consultation, consultation } from "./record.ts";
import { citationSchema, filesSchema, saidSchema } from "./said.ts";

const words = lines(2, 500);
const text = saidSchema;
const files = filesSchema.default([]);

/** What each action of a person asks for; `words` goes to the history, `text` to what was said. */
export const bodies = {
  take: z.strictObject({ complex: z.boolean().default(false) }),
  answer: z.strictObject({ text, cites: citationSchema.optional() }),
  askBack: z.strictObject({ text }),
  transfer: z.strictObject({ department: departmentCode, words }),
  assign: z.strictObject({ department: departmentCode, words }),
  merge: z.strictObject({ into: shortDigest, words: words.optional() }),
  extend: z.strictObject({ words }),
  redirect: z.strictObject({ words }),
  reply: z.strictObject({ text, files }),
  rate: z.strictObject({ level: z.enum(satisfactionLevels) }),
  reopen: z.strictObject({ text }),
};
type Bodies = BodiesOf<typeof bodies> & { markOverdue: object; close: object };

type Asked = Pick<
  Consultation,
  "consultationId" | "about" | "itemCode" | "itemVersion" | "caseNumber" | "department" | "askerId"
>;

/** A question as it is asked: its text is written beside it. */
export const ask = (
  asked: Asked,
  moment: Moment,
  step: Pick<Consultation["lastEvent"], "actor" | "trace" | "request">,
): Consultation =>
  consultation.first(
    {
      ...asked,
      state: "asked",
      askedAt: moment.now,
      dueAt: workingDaysAfter(moment, policy.firstLookDays),
      transfers: 0,
      texts: 1,
    },
    { event: "asked", at: moment.now, ...step },
  );

const oneMore = ({ texts }: Consultation) => ({ texts: texts + 1 });
const answerBy = (moment: Moment, complex: boolean | undefined) => ({
  dueAt: workingDaysAfter(moment, complex ? policy.complexDays : policy.answerDays),
});
const ended = ({ now }: Moment) => ({ dueAt: undefined, endedAt: now });

/** The next version of a question, or why not. */
export const decide = decider(
  consultation,
  lifecycle,
)<Bodies>({
  take: ({ askedAt, transfers }, { complex }, _actor, moment) => ({
    ...(complex && { complex: true as const }),
    // Whoever was handed it does not answer for the days that others had it.
    ...answerBy(transfers === 0 ? { ...moment, now: askedAt } : moment, complex),
  }),
  answer: (before, _body, _actor, moment) => ({
    ...oneMore(before),
    dueAt: workingDaysAfter(moment, policy.reopenDays),
    ...(before.answeredAt === undefined && {
      answeredAt: moment.now,
      answeredInTime: !before.late && (before.dueAt === undefined || moment.now <= before.dueAt),
    }),
  }),
  askBack: (before, _body, _actor, moment) => ({
    ...oneMore(before),
    dueAt: workingDaysAfter(moment, policy.silenceDays),
  }),
  transfer: ({ transfers }, { department }, _actor, moment) => ({
    department,
    transfers: transfers + 1,
    dueAt: workingDaysAfter(moment, policy.firstLookDays),
  }),
  assign: (_before, { department }, _actor, moment) => ({
    department,
    fixed: true as const,
    dueAt: workingDaysAfter(moment, policy.firstLookDays),
  }),
  merge: (_before, { into }, _actor, moment) => ({ mergedInto: into, ...ended(moment) }),
  extend: ({ dueAt }, _body, _actor, moment) => ({
    extended: true as const,
    dueAt: workingDaysAfter({ ...moment, now: dueAt ?? moment.now }, policy.extensionDays),
  }),
  redirect: (_before, _body, _actor, moment) => ended(moment),
  reply: (before, _body, _actor, moment) => ({ ...oneMore(before), ...answerBy(moment, before.complex) }),
  rate: (_before, { level }) => ({ level }),
  reopen: (before, _body, _actor, moment) => ({
    ...oneMore(before),
    reopened: true as const,
    ...answerBy(moment, before.complex),
  }),
  markOverdue: ({ dueAt }) => ({ late: true as const, overdueOf: dueAt }),
  close: (_before, _body, _actor, moment) => ended(moment),
});
