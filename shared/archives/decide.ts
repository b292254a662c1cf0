import * as z from "zod";
import type { ClosedCase } from "#shared/cases/public.ts";
import type { Calendar } from "#shared/kernel/calendar/working-days.ts";
import { dayOf, deadlineAfter, endOfDay } from "#shared/kernel/calendar/working-days.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { type BodiesOf, decider } from "#shared/kernel/lifecycle/decide.ts";
import { lines } from "#shared/kernel/text.ts";
import { lifecycle } from "./lifecycle.ts";
import { archivePolicy } from "./policy.ts";
import { type Archive, archive } from "./record.ts";
import { keptUntil } from "./retention.ts";

const why = { words: lines(2, 1000) };

/** What each action of a person asks for; `words` goes to the history. */
export const bodies = {
  pack: z.strictObject({ words: why.words.optional() }),
  check: z.strictObject({ words: why.words.optional() }),
  appraise: z.strictObject(why),
  /** 重新划定保管期限 (档案法实施条例 Art. 24): from now. */
  extend: z.strictObject({ term: z.enum(["years10", "years30", "permanent"]), ...why }),
  destroy: z.strictObject(why),
};
type Bodies = BodiesOf<typeof bodies> & {
  release: object;
  recordPackage: NonNullable<Archive["package"]>;
  recordCheck: { retention: NonNullable<Archive["retention"]> };
  recordFailure: Pick<NonNullable<Archive["failure"]>, "reason" | "part">;
  markLate: object;
};

const further = { years10: 10, years30: 30, permanent: "permanent" } as const;
const dayMs = 86_400_000;

/**
 * The archive file of a case that has ended, until somebody does something with it: all of it follows from the case, so
 * it is not written before that.
 */
export function waitingArchive({ at, as, ...ofCase }: ClosedCase, calendar: Calendar): Archive {
  const { packAfterDays, dueMonths } = archivePolicy;
  return archive.first(
    {
      ...ofCase,
      ended: as,
      state: "pending",
      endedAt: at,
      packFrom: endOfDay(dayOf(new Date(Date.parse(at) + packAfterDays * dayMs).toISOString())),
      dueAt: deadlineAfter(calendar, at, { months: dueMonths, unit: "month" }).dueAt,
    },
    { event: "opened", at, actor: { role: "system", id: "archives" }, trace: childTrace(undefined) },
  );
}

/** The next version of an archive file, or why not. */
export const decide = decider(
  archive,
  lifecycle,
)<Bodies>({
  release: () => ({}),
  pack: () => ({ failure: undefined }),
  recordPackage: (_archive, made) => ({ package: made, failure: undefined }),
  check: () => ({}),
  recordCheck: ({ endedAt, archivedAt, keepUntil }, { retention }, _actor, { now }) => ({
    checkedAt: now,
    // Checked again, it is still the file that was archived then.
    ...(archivedAt
      ? { keepUntil }
      : { archivedAt: now, retention, keepUntil: keptUntil(endedAt, retention.term) }),
  }),
  recordFailure: (_archive, failure, _actor, { now }) => ({ failure: { ...failure, at: now } }),
  markLate: () => ({ late: true as const }),
  appraise: (_archive, _body, { id }) => ({ appraisedBy: id }),
  extend: ({ retention }, { term }, _actor, { now }) => ({
    keepUntil: keptUntil(now, further[term]),
    ...(retention && { retention: { ...retention, term: further[term] } }),
    appraisedBy: undefined,
  }),
  destroy: (_archive, _body, _actor, { now }) => ({ destroyedAt: now }),
});
