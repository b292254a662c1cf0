import * as z from "zod";
import { type Moment, workingDaysAfter } from "#shared/kernel/calendar/moment.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { type BodiesOf, bySystem, decider } from "#shared/kernel/lifecycle/decide.ts";
import type { Actor } from "#shared/kernel/records/last-event.ts";
import { type FeeLine, type Reduction, reducedAmount, totalOf } from "./assess.ts";
import { wordsSchema } from "./fields.ts";
import { lifecycle } from "./lifecycle.ts";
import { paymentCodeOf } from "./payment-code.ts";
import { type Payment, payment, paymentIdOf } from "./record.ts";

const confirming = z.strictObject({ words: wordsSchema.optional() });

/** What each action of a person asks for; `words` goes to the history. */
export const bodies = {
  renew: z.strictObject({ words: wordsSchema.optional() }),
  proposeWaiver: z.strictObject({
    reductionId: z.string().min(1).max(40).meta({ description: "one of the item's grounds for paying less" }),
    words: wordsSchema,
  }),
  confirmWaiver: confirming,
  confirmReduction: confirming,
  declineProposal: z.strictObject({ words: wordsSchema }),
  requestRefund: z.strictObject({ words: wordsSchema }),
  proposeRefund: z.strictObject({ words: wordsSchema }),
  confirmRefund: confirming,
};

type Paid = Omit<NonNullable<Payment["paid"]>, "day"> & { receipt?: Payment["receipt"] };
export type Bodies = BodiesOf<typeof bodies> & {
  register: { paymentCode: string };
  pay: Paid;
  addReceipt: { receipt: NonNullable<Payment["receipt"]> };
  expire: object;
  cancel: { because: NonNullable<Payment["cancelledFor"]> };
  refuseRefund: object;
  refund: { at: string };
};

/** How long the platform's word is waited for before it is asked. */
const patienceMs = 30 * 60_000;
const askedAgain = (now: string): string => new Date(Date.parse(now) + patienceMs).toISOString();

export type DecisionContext = Moment & { caseOpen?: boolean; reduction?: Reduction };

/** The next version of a payment, or why not. */
export const decide = decider(
  payment,
  lifecycle,
)<Bodies>({
  register: (_payment, { paymentCode }, _actor, { now }) => ({
    paymentCode,
    registeredAt: now,
    checkAt: askedAgain(now),
  }),
  pay: (_payment, { receipt, ...paid }, _actor, { now }) => ({
    paid: { ...paid, day: dayOf(paid.at) },
    ...(receipt && { receipt }),
    proposal: undefined,
    checkAt: askedAgain(now),
  }),
  addReceipt: (_payment, { receipt }) => ({ receipt }),
  expire: () => ({}),
  cancel: (_payment, { because }) => ({ cancelledFor: because, proposal: undefined }),
  renew: () => ({ cancelledFor: "replaced" }),
  proposeWaiver: ({ amountFen }, { reductionId }, { id }, around) => {
    const { now, reduction } = around as DecisionContext;
    const left = reduction ? reducedAmount(amountFen, reduction) : amountFen;
    return { proposal: { kind: "waiver", by: id, at: now, reductionId, amountFen: left } };
  },
  confirmWaiver: ({ proposal }) => ({ reductionId: proposal?.reductionId, proposal: undefined }),
  confirmReduction: () => ({ cancelledFor: "replaced", proposal: undefined }),
  declineProposal: () => ({ proposal: undefined }),
  requestRefund: (_payment, _body, _actor, { now }) => ({ refundAskedAt: now }),
  proposeRefund: (_payment, _body, { id }, { now }) => ({ proposal: { kind: "refund", by: id, at: now } }),
  confirmRefund: (_payment, _body, _actor, { now }) => ({
    proposal: undefined,
    refundConfirmedAt: now,
    checkAt: now,
  }),
  refuseRefund: ({ refundAskedAt }, _body, _actor, { now }) => ({ refundAskedAt: refundAskedAt ?? now }),
  refund: (_payment, { at }) => ({ refundedAt: at }),
});

const byCases = bySystem(decide, "cases");

/**
 * What the end of its case makes of a notice: what is unpaid is not asked for any more; what was paid goes back, once two
 * people have looked at it. Undefined when nothing is left to do.
 */
export const closedWithCase = (notice: Payment, moment: Moment, trace: string): Payment | undefined =>
  byCases(notice, "cancel", { because: "caseEnded" }, moment, trace) ??
  byCases(notice, "requestRefund", { words: "办件已结束，未提供服务" }, moment, trace);

export type Issuing = Pick<
  Payment,
  "caseNumber" | "department" | "itemCode" | "itemVersion" | "applicantId" | "attempt"
> & {
  lines: FeeLine[];
  reduction?: { reductionId: string; amountFen: number } | undefined;
  dueWorkingDays: number;
  actor: Actor;
  trace: string;
};

/** A notice (缴款通知书) for these charges, to be paid within so many working days. */
export function issueNotice(notice: Issuing, moment: Moment): Payment {
  const { actor, trace, lines, reduction, dueWorkingDays, ...facts } = notice;
  const { now } = moment;
  const paymentId = paymentIdOf(facts.caseNumber, facts.attempt);
  return payment.first(
    {
      ...facts,
      paymentId,
      paymentCode: paymentCodeOf({ ...facts, paymentId, issuedAt: now }, 0),
      lines,
      amountFen: reduction?.amountFen ?? totalOf(lines),
      ...(reduction && { reductionId: reduction.reductionId }),
      state: "issued",
      issuedAt: now,
      dueAt: workingDaysAfter(moment, dueWorkingDays),
      checkAt: now,
    },
    { event: "issued", at: now, actor, trace },
  );
}
