import * as z from "zod";
import { type Moment, workingDaysAfter } from "#shared/kernel/calendar/moment.ts";
import { type BodiesOf, decider } from "#shared/kernel/lifecycle/decide.ts";
import type { LastEvent } from "#shared/kernel/records/last-event.ts";
import { dueBy, overdue, warning, wordsSchema } from "../clock.ts";
import type { OfCase } from "../examined-case.ts";
import { policy, statutoryDays } from "../limits.ts";
import { lifecycle } from "./lifecycle.ts";
import { statementSchema } from "./party-person.ts";
import { type InterestedParty, informedBy, interestedParty, objectionOutcomes, positions } from "./record.ts";

/** What each action of a person asks for; `words` goes to the history, a statement to the party's own item. */
export const bodies = {
  inform: z.strictObject({
    informedHow: z.enum(informedBy),
    /** Working days to make a statement: the law sets none. */
    statementDays: z.int().min(3).max(30),
    /** The right to ask for a hearing is announced with it (行政许可法 Art. 47). */
    announcesHearing: z.boolean().default(false),
    words: wordsSchema,
  }),
  makeStatement: z.strictObject({ position: z.enum(positions), statement: statementSchema }),
  weigh: z.strictObject({ weighing: z.enum(objectionOutcomes), words: wordsSchema }),
  requestHearing: z.strictObject({ words: wordsSchema.optional() }),
  withdrawHearingRequest: z.strictObject({ words: wordsSchema.optional() }),
  remove: z.strictObject({ words: wordsSchema }),
};
/** The one action of somebody to whom the record does not belong yet. */
export const joinBodies = { join: z.strictObject({ words: wordsSchema.optional() }) };
type Bodies = BodiesOf<typeof bodies> & Record<"join" | "lapse" | "drop" | "warn" | "markLate", object>;

/** The next version of a third party's part, or why not. */
export const decide = decider(
  interestedParty,
  lifecycle,
)<Bodies>({
  inform: (_party, { informedHow, statementDays, announcesHearing }, _actor, moment) => {
    const statementBy = workingDaysAfter(moment, statementDays);
    return {
      informed: { how: informedHow, at: moment.now },
      statementBy,
      ...(announcesHearing && {
        hearingRequestBy: workingDaysAfter(moment, statutoryDays.hearingRequestDays),
      }),
      ...dueBy(statementBy),
    };
  },
  join: (_party, _body, { id }) => ({ account: id }),
  makeStatement: (_party, { position }, _actor, moment) => ({
    position,
    statedAt: moment.now,
    state: position === "objects" ? "objected" : "agreed",
    ...(position === "objects" && dueBy(workingDaysAfter(moment, policy.considerDays))),
  }),
  weigh: (_party, { weighing }) => ({ weighing }),
  requestHearing: () => ({ hearingRequested: true }),
  withdrawHearingRequest: () => ({ hearingRequested: undefined }),
  remove: () => ({}),
  lapse: () => ({}),
  drop: () => ({}),
  warn: warning,
  markLate: overdue,
});

type Step = Pick<LastEvent, "actor" | "trace" | "request" | "words">;

/** A third party is named and has to be informed. */
export const nameParty = (
  partyId: string,
  of: OfCase,
  relation: InterestedParty["relation"],
  moment: Moment,
  step: Step,
): InterestedParty =>
  interestedParty.first(
    {
      partyId,
      ...of,
      state: "named",
      relation,
      openedAt: moment.now,
      ...dueBy(workingDaysAfter(moment, policy.informDays)),
    },
    { event: "named", at: moment.now, ...step },
  );
