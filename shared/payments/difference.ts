import * as z from "zod";
import { type BodiesOf, decider } from "#shared/kernel/lifecycle/decide.ts";
import { anotherThan, defineLifecycle } from "#shared/kernel/lifecycle/lifecycle.ts";
import { type Difference, type DifferenceKind, difference, differenceIdOf } from "./difference-record.ts";
import { wordsSchema } from "./fields.ts";
import type { Payment } from "./record.ts";

const clerks = ["clerk", "reviewer"] as const;
const deciders = ["reviewer", "supervisor"] as const;

/** `creditable`: the notice that it was for is expired and asks for just this. */
export type DifferenceDecisionContext = { now: string; creditable?: boolean };

/** Money is given back only by two people; what needs none is closed with a reason. */
export const differenceLifecycle = defineLifecycle<Difference, DifferenceDecisionContext>()({
  name: "a payment difference",
  states: {
    open: { zh: "待处理", en: "To be settled" },
    returning: { zh: "退付中", en: "Being returned" },
    returned: { zh: "已退付", en: "Returned" },
    credited: { zh: "已入账", en: "Credited" },
    closed: { zh: "已了结", en: "Closed" },
  },
  begins: ["open"],
  ends: ["returned", "credited", "closed"],
  guards: {
    moneyThere: {
      holds: ({ kind }) => kind !== "notAtPlatform",
      text: {
        zh: "平台没有这笔款项，无款可退；请与财政部门核对后了结。",
        en: "The platform has no such money; please settle it with the finance department and close it.",
      },
    },
    notProposed: {
      holds: ({ proposal }) => proposal === undefined,
      text: { zh: "已提议退付，等待他人确认。", en: "Its return is proposed and waits for a confirmation." },
    },
    proposed: {
      holds: ({ proposal }) => proposal !== undefined,
      text: { zh: "还没有人提议退付。", en: "Nobody has proposed its return." },
    },
    notProposer: anotherThan(({ proposal }) => [proposal?.by], {
      zh: "提议人不能确认自己的提议，请由他人确认。",
      en: "Somebody else confirms what you proposed.",
    }),
    creditable: {
      holds: ({ kind }, _actor, { creditable }) => kind === "late" && creditable !== false,
      text: {
        zh: "只有逾期缴来、金额相符而且通知未作废的款项可以入账。",
        en: "Only money that came late, in the right amount, for a notice that is not cancelled can be credited.",
      },
    },
  },
  actions: {
    proposeReturn: {
      from: ["open"],
      to: "same",
      roles: clerks,
      guards: ["moneyThere", "notProposed"],
      event: "proposed",
      label: { zh: "提议退付", en: "Propose its return" },
    },
    confirmReturn: {
      from: ["open"],
      to: ["returning"],
      roles: deciders,
      guards: ["proposed", "notProposer"],
      event: "confirmed",
      label: { zh: "确认退付", en: "Confirm its return" },
    },
    declineReturn: {
      from: ["open"],
      to: "same",
      roles: [...clerks, "supervisor"],
      guards: ["proposed"],
      event: "declined",
      label: { zh: "不同意退付", en: "Decline its return" },
    },
    credit: {
      from: ["open"],
      to: ["credited"],
      roles: deciders,
      guards: ["creditable", "notProposed"],
      event: "ended",
      label: { zh: "入账", en: "Credit it to its notice" },
    },
    close: {
      from: ["open"],
      to: ["closed"],
      roles: deciders,
      guards: ["notProposed"],
      event: "ended",
      label: { zh: "了结", en: "Close" },
    },
    returned: {
      from: ["returning"],
      to: ["returned"],
      roles: ["system"],
      event: "ended",
      label: { zh: "退付到账", en: "Record its return" },
    },
    refuseReturn: {
      from: ["returning"],
      to: ["open"],
      roles: ["system"],
      event: "declined",
      label: { zh: "平台未能退付", en: "Record a failed return" },
    },
  },
});

const confirming = z.strictObject({ words: wordsSchema.optional() });
export const differenceBodies = {
  proposeReturn: z.strictObject({ words: wordsSchema }),
  confirmReturn: confirming,
  declineReturn: z.strictObject({ words: wordsSchema }),
  credit: z.strictObject({ words: wordsSchema }),
  close: z.strictObject({ words: wordsSchema }),
};
type Bodies = BodiesOf<typeof differenceBodies> & { returned: object; refuseReturn: object };

const settled = ({ words }: { words?: string | undefined }, { id }: { id: string }, now: string) => ({
  settled: { by: id, at: now, ...(words && { words }) },
});

export const decideDifference = decider(
  difference,
  differenceLifecycle,
)<Bodies>({
  proposeReturn: (_difference, { words }, { id }, { now }) => ({ proposal: { by: id, at: now, words } }),
  confirmReturn: (_difference, body, actor, { now }) => settled(body, actor, now),
  declineReturn: () => ({ proposal: undefined }),
  credit: (_difference, body, actor, { now }) => settled(body, actor, now),
  close: (_difference, body, actor, { now }) => settled(body, actor, now),
  returned: () => ({}),
  refuseReturn: () => ({ proposal: undefined, settled: undefined }),
});

/** One payment as the platform has it. */
export type Transaction = Pick<
  Difference,
  "paymentCode" | "transactionNo" | "amountFen" | "paidAt" | "channel"
>;

export function foundDifference(
  kind: DifferenceKind,
  transaction: Transaction,
  notice: Payment | undefined,
  { now, trace }: { now: string; trace: string },
): Difference {
  const { paymentCode, transactionNo, amountFen, paidAt, channel } = transaction;
  return difference.first(
    {
      differenceId: differenceIdOf(transactionNo, kind),
      kind,
      state: "open",
      foundAt: now,
      ...{ paymentCode, transactionNo, amountFen, paidAt, channel },
      ...(notice && {
        paymentId: notice.paymentId,
        caseNumber: notice.caseNumber,
        department: notice.department,
        expectedFen: notice.amountFen,
      }),
    },
    { event: "found", at: now, actor: { role: "system", id: "payments" }, trace },
  );
}
