import * as z from "zod";
import { type Moment, workingDaysAfter } from "#shared/kernel/calendar/moment.ts";
import { dayOf, endOfDay } from "#shared/kernel/calendar/working-days.ts";
import { type BodiesOf, decider } from "#shared/kernel/lifecycle/decide.ts";
import type { LastEvent } from "#shared/kernel/records/last-event.ts";
import { line } from "#shared/kernel/text.ts";
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
import { policy, statutoryDays } from "../limits.ts";
import { type Circumstances, lifecycle } from "./lifecycle.ts";
import {
  byApplicant,
  closedGrounds,
  type Hearing,
  hearing,
  objectionResults,
  participants,
  recordSignatures,
} from "./record.ts";

const words = { words: wordsSchema };

/** What each action of a person asks for; `words` goes to the history. */
export const bodies = {
  request: z.strictObject({ words: wordsSchema.optional() }),
  withdrawRequest: z.strictObject({ words: wordsSchema.optional() }),
  schedule: z.strictObject({
    ...appointmentFields,
    place: line(2, 100),
    /** Account of the chair. */
    assignee: z.string().trim().min(1).max(128),
    /** Left out: everybody may listen. */
    closedTo: z.enum(closedGrounds).optional(),
    words: wordsSchema.optional(),
  }),
  objectToChair: z.strictObject(words),
  decideObjection: z.strictObject({ objectionResult: z.enum(objectionResults), ...words }),
  hold: z.strictObject({ present: z.array(z.enum(participants)).min(1), ...words }),
  close: z.strictObject({
    signatures: z.enum(recordSignatures),
    documents: documentsSchema.min(1, "请上传签字的听证笔录。|Please upload the signed record."),
    words: wordsSchema.optional(),
  }),
};
type Bodies = BodiesOf<typeof bodies> &
  Record<"lapse" | "drop" | "warn" | "markLate", object> & { announceToMore: { requestBy: string } };

const requesterOf = ({ asked }: Circumstances): string => asked?.requester ?? byApplicant;
const later = (a: string | undefined, b: string): string => (a && a > b ? a : b);

/** The next version of a hearing, or why not. */
export const decide = decider(
  hearing,
  lifecycle,
)<Bodies>({
  request: ({ state, requests, holdBy }, _body, _actor, around) => {
    const asked = { requests: [...requests, requesterOf(around)] };
    if (state !== "announced") return { ...asked, state };
    const due = holdBy ?? workingDaysAfter(around, statutoryDays.hearingWithinDays);
    return { ...asked, state: "owed", holdBy: due, ...dueBy(due) };
  },
  withdrawRequest: (record, _body, _actor, around) => {
    const requests = record.requests.filter((one) => one !== requesterOf(around));
    if (requests.length > 0 || record.ground === "ownMotion") return { requests, state: record.state };
    const { requestBy } = record;
    const unasked = { requests, holdBy: undefined, ...unscheduled };
    // Others, or the same again, may ask until their time is over.
    if (requestBy && around.now <= requestBy) return { ...unasked, state: "announced", ...dueBy(requestBy) };
    return { ...unasked, state: "withdrawn" };
  },
  schedule: (_record, { assignee, place, closedTo, ...appointment }) => {
    const hearingAt = instantOf(appointment);
    return {
      hearingAt,
      place,
      chair: assignee,
      closedTo,
      objection: undefined,
      ...dueBy(endOfDay(dayOf(hearingAt))),
    };
  },
  objectToChair: () => ({ objection: "pending" }),
  decideObjection: (record, { objectionResult }) => {
    if (objectionResult === "dismissed") return { objection: undefined, state: "scheduled" };
    const { chair, formerChairs = [], holdBy, dueAt } = record;
    return {
      ...unscheduled,
      state: "owed",
      ...(chair && { formerChairs: [...formerChairs, chair] }),
      ...dueBy(holdBy ?? dueAt),
    };
  },
  hold: (_record, { present }, _actor, moment) => ({
    heldAt: moment.now,
    present,
    ...dueBy(workingDaysAfter(moment, policy.recordDays)),
  }),
  close: (_record, { signatures, documents }) => ({ signatures, documents }),
  announceToMore: ({ state, requestBy }, more) => {
    const until = later(requestBy, more.requestBy);
    return { requestBy: until, ...(state === "announced" && dueBy(until)) };
  },
  lapse: () => ({}),
  drop: () => ({}),
  warn: warning,
  markLate: overdue,
});

const unscheduled = {
  hearingAt: undefined,
  place: undefined,
  chair: undefined,
  closedTo: undefined,
  objection: undefined,
} satisfies Partial<Hearing>;

type Step = Pick<LastEvent, "actor" | "trace" | "request" | "words">;

/** The right to a hearing is announced (Art. 47), or the organ holds one by itself (Art. 46). */
export const openHearing = (
  hearingId: string,
  of: OfCase,
  ground: Hearing["ground"],
  moment: Moment,
  step: Step,
): Hearing => {
  const common = { hearingId, ...of, ground, openedAt: moment.now, requests: [] };
  if (ground === "onRequest") {
    const requestBy = workingDaysAfter(moment, statutoryDays.hearingRequestDays);
    return hearing.first(
      { ...common, state: "announced", requestBy, ...dueBy(requestBy) },
      { event: "announced", at: moment.now, ...step },
    );
  }
  // Art. 46 sets no day; the district keeps the one of Art. 47.
  const holdBy = workingDaysAfter(moment, statutoryDays.hearingWithinDays);
  return hearing.first(
    { ...common, state: "owed", holdBy, ...dueBy(holdBy) },
    { event: "ordered", at: moment.now, ...step },
  );
};
