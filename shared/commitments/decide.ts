import * as z from "zod";
import { rescissionGrounds } from "#events/licence.ts";
import type { CaseRecord } from "#shared/cases/public.ts";
import type { ServiceItem } from "#shared/catalogue/public.ts";
import { type Moment, workingDaysAfter } from "#shared/kernel/calendar/moment.ts";
import { type BodiesOf, decider } from "#shared/kernel/lifecycle/decide.ts";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import { lifecycle } from "./lifecycle.ts";
import { type Commitment, checkWays, commitment, wordsSchema } from "./record.ts";

/** Working days within which a decision follows what was found untrue. No law gives one. */
const decisionDays = 20;

const found = { way: z.enum(checkWays), words: wordsSchema };

/** What each action of a person asks for; `words` goes to the history. */
export const bodies = {
  confirm: z.strictObject(found),
  /** Working days that the applicant has. */
  orderRectification: z.strictObject({ ...found, days: z.int().min(1).max(60) }),
  findUntrue: z.strictObject(found),
  revoke: z.strictObject({ ground: z.enum(rescissionGrounds), words: wordsSchema }),
  repairCredit: z.strictObject({ words: wordsSchema }),
};
type Bodies = BodiesOf<typeof bodies> & { markLate: object };

export type Committed = Pick<
  Commitment,
  "caseNumber" | "itemCode" | "department" | "applicantId" | "materials" | "decidedAt"
>;
export type CheckRule = { days: number; share?: number | undefined };

/** 抽查: whether a case is among the share (percent) that is checked. By its number alone, so that nobody chooses. */
export const isDrawn = (caseNumber: string, { share = 100 }: CheckRule): boolean =>
  Number.parseInt(sha256Hex(`commitment ${caseNumber}`).slice(0, 8), 16) % 100 < share;

/** What the applicant committed to. A part of a joint matter has the whole's form: of that only what its own item takes. */
export function committedTo({ form }: Pick<CaseRecord, "form">, { materials }: ServiceItem): string[] {
  const own = new Set(materials.filter((one) => one.commitment).map(({ materialId }) => materialId));
  return (form.commitments ?? []).filter((id) => own.has(id));
}

/** The check that a decision opens; its days count from the decision. */
export const openCommitment = (
  committed: Committed,
  { days }: CheckRule,
  moment: Moment,
  trace: string,
): Commitment =>
  commitment.first(
    {
      ...committed,
      state: "toCheck",
      dueAt: workingDaysAfter({ ...moment, now: committed.decidedAt }, days),
    },
    { event: "opened", at: committed.decidedAt, actor: { role: "system", id: "commitments" }, trace },
  );

/** The next version of a check, or why not. */
export const decide = decider(
  commitment,
  lifecycle,
)<Bodies>({
  confirm: (_one, { way }, _actor, { now }) => ({ way, checkedAt: now }),
  orderRectification: (_one, { way, days }, _actor, moment) => ({
    way,
    checkedAt: moment.now,
    dueAt: workingDaysAfter(moment, days),
  }),
  findUntrue: (_one, { way }, { id }, moment) => ({
    way,
    checkedAt: moment.now,
    foundBy: id,
    dueAt: workingDaysAfter(moment, decisionDays),
  }),
  revoke: (_one, { ground }, _actor, { now }) => ({ ground, revokedAt: now }),
  repairCredit: (_one, _body, _actor, { now }) => ({ repairedAt: now }),
  markLate: ({ late = [], dueAt }) => ({ late: [...late, dueAt] }),
});
